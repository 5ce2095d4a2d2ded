/**
 * Photos that come as files: from the system's camera, the gallery, dropped on the desk or pasted.
 *
 * @param {HTMLElement} desk
 * @param {{signal: AbortSignal, take: (files: File[]) => void}} options
 */
export function listenToFiles(desk, { signal, take }) {
  const add = (list) => {
    const files = Array.from(list ?? []).filter(({ size }) => size > 0)
    if (files.length) take(files)
  }
  for (const input of desk.querySelectorAll(".scan__live input[type=file]")) {
    const takeInput = () => {
      add(input.files)
      input.value = "" // the same file may be picked again
    }
    input.addEventListener("change", takeInput, { signal })
    if (input.files.length) takeInput() // chosen before this code was there
  }
  desk.addEventListener("dragover", (event) => event.preventDefault(), { signal })
  const drop = (event) => {
    event.preventDefault()
    add(event.dataTransfer.files)
  }
  desk.addEventListener("drop", drop, { signal })
  document.addEventListener("paste", ({ clipboardData }) => add(clipboardData?.files), { signal })
}
