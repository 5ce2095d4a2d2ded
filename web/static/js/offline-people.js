/**
 * People and follow-ups as the device holds them: what the worker answers with for /contacts,
 * /contacts/<id> and /follow-ups when there is no network. Nothing can be changed here.
 */
import { callAddress, dayOf, findPeople, joined, pageOf, partByDay, roleOf } from "./lib/offline-view.js"
import { readPeople } from "./lib/people-copy.js"
import { prefs } from "./lib/prefs.js"

class OfflinePeople extends HTMLElement {
  #abort
  #copy
  #language = document.documentElement.lang

  async connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    const page = pageOf(location.pathname)
    this.#markPlace(page.name)
    this.#part("[data-retry]").addEventListener("click", () => location.reload(), options)
    const who = await prefs.get("who")
    this.#copy = who && (await prefs.get("keepPeople")) ? await readPeople(who.owner) : null
    if (!this.#copy) return this.#reveal("[data-nothing]")
    this.#tellMoment()
    if (page.name === "person") this.#showPerson(this.#copy.contacts.find(({ id }) => id === page.id))
    else if (page.name === "follow-ups") this.#showFollowUps()
    else this.#showList(options)
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  #part(selector) {
    return this.querySelector(selector)
  }

  #reveal(selector) {
    const part = this.#part(selector)
    part.hidden = false
    return part
  }

  /** The bar of places and the title say where the reader meant to go. */
  #markPlace(name) {
    const address = name === "follow-ups" ? "/follow-ups" : "/contacts"
    document.querySelector(`.places a[href="${address}"]`)?.setAttribute("aria-current", "page")
    const title = name === "follow-ups" ? this.dataset.textFollowUps : this.dataset.textPeople
    this.#part("h1").textContent = title
    document.title = `${title} · Verso`
  }

  #tellMoment() {
    const moment = new Date(this.#copy.madeAt)
    const words = moment.toLocaleString(this.#language, { dateStyle: "long", timeStyle: "short" })
    this.#reveal("[data-moment]").textContent = this.dataset.textMoment.replace("%(moment)s", words)
  }

  #showList(options) {
    const part = this.#reveal("[data-list]")
    const question = part.querySelector("input")
    const show = () => {
      const found = findPeople(this.#copy.contacts, question.value)
      part.querySelector("ul").replaceChildren(...found.map((contact) => this.#rowOf(contact)))
      part.querySelector("[data-nobody]").hidden = found.length > 0
      part.querySelector("[data-count]").textContent = String(found.length)
    }
    question.addEventListener("input", show, options)
    show()
  }

  #rowOf(contact) {
    const { id, name } = contact
    const row = this.#copyOf("[data-row]")
    const link = row.querySelector("a")
    link.textContent = name
    link.href = `/contacts/${id}`
    row.querySelector("[data-initial]").textContent = name.slice(0, 1)
    row.querySelector("[data-text]").textContent = roleOf(contact)
    return row
  }

  #showPerson(contact) {
    if (!contact) return this.#reveal("[data-unknown]")
    const part = this.#reveal("[data-person]")
    const { name, phones, emails, tags } = contact
    this.#part("h1").textContent = name
    document.title = `${name} · Verso`
    part.querySelector("[data-role]").textContent = roleOf(contact)
    const links = [
      ...phones.map((phone) => ({ href: callAddress(phone), text: phone.value })),
      ...emails.map((email) => ({ href: `mailto:${encodeURIComponent(email).replace("%40", "@")}`, text: email })),
    ]
    part.querySelector("[data-reach]").replaceChildren(...links.map((link) => this.#reachOf(link)))
    part.querySelector("[data-tags]").replaceChildren(...tags.map(chipOf))
    part.querySelector("[data-met]").textContent = joined(contact.event, contact.met_on && this.#day(contact.met_on))
    const own = this.#copy.followUps.filter(({ contact_id: id }) => id === contact.id)
    part.querySelector("[data-steps]").replaceChildren(...own.map((one) => this.#stepOf(one)))
  }

  #reachOf({ href, text }) {
    const row = this.#copyOf("[data-link]")
    const link = row.querySelector("a")
    link.href = href
    link.textContent = text
    return row
  }

  #showFollowUps() {
    const part = this.#reveal("[data-follow-ups]")
    const parts = partByDay(this.#copy.followUps, dayOf(new Date()))
    for (const [name, due] of Object.entries(parts)) {
      const section = part.querySelector(`[data-due="${name}"]`)
      section.hidden = due.length === 0
      section.querySelector("ul").replaceChildren(...due.map((one) => this.#stepOf(one)))
    }
    const isNobody = parts.late.length + parts.today.length === 0
    part.querySelector("[data-none]").hidden = !isNobody
    part.querySelector("[data-some]").hidden = isNobody
  }

  #stepOf({ contact_id: id, name, kind, due_on: day, text }) {
    const row = this.#copyOf("[data-step]")
    row.querySelector("[data-kind]").textContent = this.#part(`[data-kind-name="${kind}"]`)?.textContent ?? ""
    const link = row.querySelector("a")
    link.href = `/contacts/${id}`
    link.textContent = name
    row.querySelector("[data-text]").textContent = text
    const due = row.querySelector("[data-day]")
    due.textContent = this.#day(day)
    due.classList.toggle("due--late", day < dayOf(new Date()))
    return row
  }

  #day(day) {
    return new Date(`${day}T12:00`).toLocaleDateString(this.#language, { day: "numeric", month: "long" })
  }

  #copyOf(selector) {
    return this.#part(`template${selector}`).content.firstElementChild.cloneNode(true)
  }
}

function chipOf(tag) {
  const chip = document.createElement("span")
  chip.className = "chip"
  chip.textContent = tag
  return chip
}

customElements.define("offline-people", OfflinePeople)
