/** Where on a card to look: bounding boxes and views, in the picture's own pixels. */

/**
 * @param {string[]} shapes SVG point lists: "x,y x,y ..."
 * @returns {[number, number, number, number]} x, y, width and height around all of them
 */
export function boundsOf(shapes) {
  const points = shapes.flatMap((shape) => shape.trim().split(/\s+/).map((point) => point.split(",").map(Number)))
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const left = Math.min(...xs)
  const top = Math.min(...ys)
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top]
}

/**
 * A view around a box: room on all sides, the wanted proportions, and never beside the picture
 * unless it is too small to fill the view.
 *
 * @param {number[]} box x, y, width, height of what must be seen
 * @param {number[]} whole the same of the picture
 * @param {{ratio: number, room?: number}} options width through height of the view; room around
 *   the box as a share of its height
 * @returns {number[]} x, y, width, height
 */
export function viewAround([x, y, width, height], [left, top, fullWidth, fullHeight], { ratio, room = 1.6 }) {
  let viewHeight = height * (1 + 2 * room)
  let viewWidth = Math.max(width + 2 * room * height, viewHeight * ratio)
  viewHeight = Math.max(viewHeight, viewWidth / ratio)
  viewWidth = Math.min(viewWidth, fullWidth)
  viewHeight = Math.min(viewHeight, fullHeight)
  const clamp = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high))
  return [
    clamp(x + width / 2 - viewWidth / 2, left, left + fullWidth - viewWidth),
    clamp(y + height / 2 - viewHeight / 2, top, top + fullHeight - viewHeight),
    viewWidth,
    viewHeight,
  ].map((value) => Math.round(value * 10) / 10)
}
