// Measures what stands in a person's way on the page it is evaluated in; read by barriers.py.
window.barriers ??= (() => {
  const PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary"

  /** What is open lies over the rest of the page, which cannot be reached then. */
  const topLayer = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document

  const targets = () =>
    [...topLayer().querySelectorAll(PRESSED)].filter((element) => {
      const { width, height, bottom } = rectOf(element)
      const isSeen = element.checkVisibility({ visibilityProperty: true }) && !element.closest(".skip, .visually-hidden, [inert]")
      return isSeen && !element.disabled && width > 1 && height > 1 && bottom > 0
    })

  /** What a finger meets: the label around a box, and what reaches out of a button unseen. */
  function labelOf(element) {
    if (!element.matches("[type=checkbox], [type=radio], [type=file]")) return element
    return element.closest("label") ?? element.closest(".chip-choice") ?? element.labels[0] ?? element
  }

  function rectOf(element) {
    const area = labelOf(element)
    const rects = [area.getBoundingClientRect(), reachOf(area, "::before"), reachOf(area, "::after")].filter(Boolean)
    const [left, top] = ["left", "top"].map((side) => Math.min(...rects.map((rect) => rect[side])))
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...rects.map((rect) => rect[side])))
    return { left, right, top, bottom, width: right - left, height: bottom - top }
  }

  /** A row that a link is stretched over, a ring around a tick. */
  function reachOf(element, pseudo) {
    const style = getComputedStyle(element, pseudo)
    if (style.content === "none" || style.position !== "absolute") return null
    const around = getComputedStyle(element).position === "static" ? element.offsetParent : element
    const { left, right, top, bottom } = around.getBoundingClientRect()
    const inset = (side) => Number.parseFloat(style[side]) || 0
    return { left: left + inset("left"), right: right - inset("right"), top: top + inset("top"), bottom: bottom - inset("bottom") }
  }

  function nameOf(element) {
    const words = element.innerText || element.labels?.[0]?.innerText || element.ariaLabel || ""
    return `${element.localName}.${[...element.classList].join(".")} ${JSON.stringify(words.trim().slice(0, 30))}`
  }

  /** A link in a sentence is as high as its line: WCAG 2.2, 2.5.8 leaves it out, and so do we. */
  function isInSentence(element) {
    const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim()
    return getComputedStyle(element).display === "inline" && [...element.parentElement.childNodes].some(isText)
  }

  function small(leastPx) {
    const found = targets().map((element) => [element, rectOf(element)])
    return found
      .filter(([element, { width, height }]) => Math.min(width, height) < leastPx - 0.5 && !isInSentence(element))
      .map(([element, { width, height }]) => `${nameOf(element)} ${width.toFixed(1)} x ${height.toFixed(1)}`)
  }

  function troubleWith(element) {
    const area = labelOf(element)
    area.scrollIntoView({ block: "center", inline: "center", behavior: "instant" })
    // A link over two lines is pressed on its first.
    const { left, right, top, bottom } = area.getClientRects()[0]
    if (left < -1 || right > innerWidth + 1) return "sticks out sideways"
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    if (y < 0 || y > innerHeight) return "cannot be scrolled to"
    const hit = document.elementFromPoint(x, y)
    // Where people are picked, all of a row picks: its name stays a link for the keyboard.
    const isHit = hit && (area.contains(hit) || element.contains(hit) || hit.matches(".people-row__pick"))
    return isHit ? "" : `is covered by ${hit ? nameOf(hit) : "nothing"}`
  }

  function unreachable() {
    const found = targets().map((element) => [element, troubleWith(element)])
    scrollTo(0, 0)
    return found.filter(([, trouble]) => trouble).map(([element, trouble]) => `${nameOf(element)} ${trouble}`)
  }

  const INNER = "button, .btn, .chip, .glass"

  /** The box that a text must not leave: its button, what clips it, or the window; null: it scrolls. */
  function boxAround(element) {
    const box = { left: 0, right: innerWidth, top: -Infinity, bottom: Infinity }
    const scrolls = (overflow) => ["auto", "scroll"].includes(overflow)
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(each)
      if (scrolls(overflowX)) return null
      const isButton = each.matches(INNER)
      if (overflowX === "visible" && !isButton) continue
      const { left, right, top, bottom } = each.getBoundingClientRect()
      return scrolls(overflowY) ? { ...box, left, right } : { left, right, top, bottom }
    }
    return box
  }

  /** Some texts are for the ear only, and some end in an ellipsis because the whole is one tap away. */
  function isMeantToBeCut(element) {
    for (let each = element; each; each = each.parentElement) {
      const { clipPath, textOverflow } = getComputedStyle(each)
      if (clipPath !== "none" || textOverflow === "ellipsis") return true
    }
    return Boolean(element.closest(".skip, option"))
  }

  function* texts() {
    const walk = document.createTreeWalker(topLayer() === document ? document.body : topLayer(), NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement
      const isShown = parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      if (walk.currentNode.data.trim() && isShown && !isMeantToBeCut(parent)) yield walk.currentNode
    }
  }

  function isCut(text) {
    const box = boxAround(text.parentElement)
    const range = document.createRange()
    range.selectNodeContents(text)
    const { left, right, top, bottom } = range.getBoundingClientRect()
    // Lines are higher than what is written in them.
    return box && (left < box.left - 2 || right > box.right + 2 || top < box.top - 4 || bottom > box.bottom + 4)
  }

  function cut() {
    const found = [...texts()].filter(isCut)
    return found.map((text) => `${nameOf(text.parentElement)} ${JSON.stringify(text.data.trim().slice(0, 40))}`)
  }

  return { small, unreachable, cut }
})()
