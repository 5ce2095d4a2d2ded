/** Opens the rear camera as sharp as reading can use, and says why when there is no picture. */

/** Reading gains nothing beyond (docs/capture.md); cameras give what comes nearest. */
const WANTED_PX = { width: { ideal: 2560 }, height: { ideal: 1440 } }
const REAR = { facingMode: { ideal: "environment" } }
/** From what is wanted to whatever there is: some cameras refuse what they call ideal. */
const TRIES = [{ ...REAR, ...WANTED_PX }, REAR, true]
const USEFUL_LONG_SIDE_PX = 1920

const REASONS = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
}

/** There is no live picture. */
export class CameraError extends Error {
  /**
   * @param {"refused"|"missing"|"broken"|"insecure"} reason
   * @param {unknown} [cause]
   */
  constructor(reason, cause) {
    super(`The camera cannot be used: ${reason}.`, { cause })
    this.name = "CameraError"
    this.reason = reason
  }
}

/**
 * Open the camera.
 * @param {object} [world]
 * @param {MediaDevices} [world.devices]
 * @param {boolean} [world.isSecure]
 * @returns {Promise<MediaStream>} with one video track. Rejects with a CameraError.
 */
export async function openCamera({ devices = navigator.mediaDevices, isSecure = isSecureContext } = {}) {
  if (!isSecure) throw new CameraError("insecure")
  if (!devices?.getUserMedia) throw new CameraError("missing")
  let failure
  for (const video of TRIES) {
    try {
      const stream = await devices.getUserMedia({ video, audio: false })
      await sharpen(stream.getVideoTracks()[0])
      return stream
    } catch (error) {
      failure = error
      if (reasonOf(error) === "refused") break // asking again would only ask the person again
    }
  }
  throw new CameraError(reasonOf(failure), failure)
}

/** Give the reason behind an error of getUserMedia. */
export function reasonOf(error) {
  return REASONS[error?.name] ?? "broken"
}

/** End a stream: the camera's light goes out. */
export function closeCamera(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** Say whether a track's camera has a light that can be switched. */
export function hasTorch(track) {
  const { torch } = capabilitiesOf(track)
  return Array.isArray(torch) ? torch.includes(true) : Boolean(torch) // Safari lists the values
}

/** Switch the light; tells whether it is on now. */
export async function switchTorch(track, isOn) {
  try {
    await track.applyConstraints({ advanced: [{ torch: isOn }] })
    return isOn
  } catch {
    return false
  }
}

/** Ask for what the camera can do beyond what it came up with. A refusal changes nothing. */
async function sharpen(track) {
  const can = capabilitiesOf(track)
  const { width = 0, height = 0 } = track.getSettings?.() ?? {}
  const best = Math.max(can.width?.max ?? 0, can.height?.max ?? 0)
  const long = Math.max(width, height)
  const wishes = []
  if (long < USEFUL_LONG_SIDE_PX && best > long) wishes.push(WANTED_PX)
  if (can.focusMode?.includes?.("continuous")) wishes.push({ advanced: [{ focusMode: "continuous" }] })
  for (const wish of wishes) await track.applyConstraints(wish).catch(() => {})
}

function capabilitiesOf(track) {
  return track?.getCapabilities?.() ?? {}
}
