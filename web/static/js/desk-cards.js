/**
 * What is done to whole cards from their sheets: taking one away, and making one the back of the card
 * before. Each can be undone from the note that tells of it, until the page is left.
 */
import { frontOf } from "./lib/desk-state.js"

/**
 * @param {HTMLElement} desk
 * @param {object} parts
 * @param {import("./desk-board.js").DeskBoard} parts.board
 * @param {import("./desk-server.js").DeskServer} parts.server
 * @param {import("./lib/outbox.js").Outbox} parts.outbox
 * @param {import("./desk-talk.js").DeskTalk} parts.talk
 * @param {AbortSignal} parts.signal
 */
export function listenToCards(desk, { board, server, outbox, talk, signal }) {
  /** What the device does not write down is told: no photo is lost with it. */
  const settle = (work) => work.catch(() => talk.tellUndone("not-noted", "not-noted"))
  const hear = (kind, run) =>
    desk.addEventListener(kind, ({ detail: key }) => board.cardOf(key) && settle(run(board.cardOf(key))), { signal })
  hear("card:remove", (card) => remove(card))
  hear("card:join", (card) => join(card))
  hear("card:part", (card) => part(card))

  async function remove(card) {
    if (!(await discard(card))) return talk.tellUndone("removed", "not-removed")
    await outbox.remove(card.key, card.joinedKey)
    return talk.tellDone("removed", "removed", { undo: () => settle(bringBack(card)) })
  }

  async function bringBack(card) {
    if (!(await discard(card, true))) return talk.tellUndone("removed", "not-back")
    await outbox.bringBack(card.key, card.joinedKey)
    return talk.tellBack("back")
  }

  /** Take out of the inbox, or bring back, what the server has of a card. */
  async function discard({ scanId, joinedScanId }, isBack = false) {
    for (const id of [scanId, joinedScanId]) if (id && !(await server.discard(id, isBack))) return false
    return true
  }

  /** With or without a network: the server is told when there is one. */
  async function join(card) {
    const front = frontOf(board.cards, card)
    if (!front) return
    await outbox.joinBack(card.key, front.key)
    await board.draw()
    talk.tellDone("joined", "joined", { undo: () => settle(part({ joinedKey: card.key })), picture: board.strip.pictureOf(front.key) })
    board.strip.focusCard(front.key)
  }

  async function part({ joinedKey }) {
    await outbox.takeJoinBack(joinedKey)
    board.note.drop("joined")
    talk.tellBack("parted")
  }
}
