/**
 * Offers to install Verso: on a calm page at a good moment, in the settings at any time. Android and
 * desktops ask through the browser's own prompt, which is kept until then; for iPhones the steps are
 * shown.
 */
import { countVisit, isGoodMoment, wayToInstall } from "./lib/install-moment.js"
import { installPrompt } from "./lib/install-prompt.js"
import { Outbox } from "./lib/outbox.js"
import { prefs } from "./lib/prefs.js"

addEventListener("appinstalled", async () => {
  await remember({ isInstalled: true })
  installPrompt.forget()
})

async function remember(part) {
  await prefs.set("install", { ...(await prefs.get("install")), ...part })
}

async function countCardsSent() {
  const who = await prefs.get("who")
  if (!who) return 0
  const outbox = await Outbox.open(who.owner)
  const cards = await outbox.cards()
  outbox.close()
  return cards.filter(({ sides }) => sides.recto?.state === "sent").length
}

let counting

class InstallOffer extends HTMLElement {
  #abort

  async connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    const on = (selector, work) => this.querySelector(selector)?.addEventListener("click", work, options)
    on("[data-install]", () => this.#install())
    on("[data-explain]", () => this.querySelector("dialog").showModal())
    on("[data-close]", () => this.querySelector("dialog").close())
    on("[data-dismiss]", () => this.#dismiss())
    installPrompt.addEventListener("change", () => this.#show(), options)
    counting ??= prefs.get("install").then((state) => prefs.set("install", countVisit(state, Date.now())))
    await counting.catch(() => {})
    await this.#show()
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  async #show() {
    const state = (await prefs.get("install")) ?? {}
    const isStandalone = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true
    const { isInstalled } = state
    const way = wayToInstall({ hasPrompt: installPrompt.isThere, isStandalone, isApple: "standalone" in navigator, isInstalled })
    for (const part of this.querySelectorAll("[data-way]")) part.hidden = !part.dataset.way.split(" ").includes(way)
    this.hidden = this.dataset.place !== "settings" && !(await this.#isWelcome(state, way))
  }

  async #isWelcome(state, way) {
    const isBusy = Boolean(document.querySelector("scan-desk, .people-list--selecting, app-update:not([hidden])"))
    const cardsSent = isBusy ? 0 : await countCardsSent().catch(() => 0)
    return isGoodMoment(state, { way, cardsSent, pathname: location.pathname, isBusy })
  }

  async #install() {
    const outcome = await installPrompt.ask()
    if (outcome === "dismissed") await remember({ isDismissed: true })
    await this.#show()
  }

  async #dismiss() {
    this.hidden = true
    await remember({ isDismissed: true })
  }
}

customElements.define("install-offer", InstallOffer)

if (navigator.standalone === false) import("./launch-picture.js")
