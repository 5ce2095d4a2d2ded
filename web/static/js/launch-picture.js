/**
 * The picture that an iPhone shows while an installed Verso starts. Safari takes one of exactly the
 * screen's size, in pixels, from the page that is added to the home screen, and nothing from the
 * manifest: it is drawn here, for this screen, rather than kept for every phone there is.
 */
const PAPER = { light: "#fffdf9", dark: "#1a1917" }
const ICON_PX = 112

async function addPictures() {
  const icon = new Image()
  icon.src = document.querySelector('link[rel="icon"]').href
  await icon.decode()
  for (const [theme, paper] of Object.entries(PAPER)) {
    for (const orientation of ["portrait", "landscape"]) {
      const link = Object.assign(document.createElement("link"), {
        rel: "apple-touch-startup-image",
        media: `(prefers-color-scheme: ${theme}) and (orientation: ${orientation})`,
        href: draw(icon, paper, orientation === "landscape"),
      })
      document.head.append(link)
    }
  }
}

function draw(icon, paper, isLandscape) {
  const sides = [screen.width, screen.height].sort((one, other) => one - other)
  const [width, height] = isLandscape ? sides.reverse() : sides
  const canvas = document.createElement("canvas")
  canvas.width = width * devicePixelRatio
  canvas.height = height * devicePixelRatio
  const pen = canvas.getContext("2d")
  pen.scale(devicePixelRatio, devicePixelRatio)
  pen.fillStyle = paper
  pen.fillRect(0, 0, width, height)
  pen.drawImage(icon, (width - ICON_PX) / 2, (height - ICON_PX) / 2, ICON_PX, ICON_PX)
  return canvas.toDataURL("image/png")
}

// Known to Safari on iPhone and iPad alone; false while it runs as an ordinary page.
if (navigator.standalone === false) setTimeout(() => addPictures().catch(() => {}), 3_000)
