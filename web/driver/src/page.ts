// The page: one form, drawn anew from its state after each touch. What the user types into the two
// text boxes is read, not drawn, so that no letter is lost under his fingers.

import { h, icon } from './dom'
import { emptyForm, erased, isEmptyTruck, missing, typed, withPlate, type Direction, type Form, type Missing, type Unit } from './form'
import { keyboard } from './keyboard'
import { draft, keepDraft, rememberPlate, usedPlates } from './memory'
import { MAX_LENGTH, plateIn } from './plate_keys'
import { fetchNotice, newKey, send, type Notice, type Text } from './server'
import { WORDS, type Language, type Words } from './words'

/** In Chinese fonts the dot is as wide as a character; the style takes that back. */
function plateText(chars: string[]): (string | HTMLElement)[] {
  return [chars.slice(0, 2).join(''), h('i', { class: 'mid' }, '·'), chars.slice(2).join('')]
}

type State = 'filling' | 'sending' | 'done'

export class Page {
  private form: Form = draft() || emptyForm()
  private language: Language
  private notice: Notice | null = null
  private state: State = 'filling'
  private keysOpen = true
  private pasting = false
  private cargoOpen = false
  private fault: string | null = null
  private faultAt: Missing | null = null
  private doneText: Text | null = null
  private key = newKey()
  private readonly gate: string

  constructor(private readonly root: HTMLElement, search: string) {
    const query = new URLSearchParams(search)
    this.gate = query.get('g') || ''
    const asked = query.get('lang') || (navigator.language.slice(0, 2) === 'zh' ? 'zh' : 'en')
    this.language = asked === 'en' ? 'en' : 'zh'
    this.keysOpen = this.form.plate.length < 7
  }

  start(): void {
    this.draw()
    window.addEventListener('keydown', (event) => this.onHardwareKey(event))
    window.addEventListener('online', () => this.say(null))
    fetchNotice(this.gate).then((notice) => {
      this.notice = notice
      this.draw()
    })
  }

  private get words(): Words {
    return WORDS[this.language]
  }

  private change(form: Form): void {
    this.form = form
    this.key = newKey() // another form is another declaration
    this.fault = this.faultAt = null
    keepDraft(form)
    this.draw()
  }

  private say(fault: string | null, at: Missing | null = null): void {
    this.fault = fault
    this.faultAt = at
    this.draw()
  }

  /** A real keyboard works too, as long as no text box has it. */
  private onHardwareKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement
    if (this.state !== 'filling' || !this.keysOpen || target.tagName === 'INPUT' || target.tagName === 'SELECT') return
    if (event.key === 'Backspace') this.change(erased(this.form))
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) this.change(typed(this.form, event.key.toUpperCase()))
  }

  private submit(): void {
    const lacks = missing(this.form, this.words)
    if (lacks) {
      this.keysOpen = lacks === 'need_plate'
      return this.say(this.words[lacks], lacks)
    }
    this.state = 'sending'
    this.say(null)
    send(this.form, this.gate, this.key, isEmptyTruck(this.form, this.words)).then((sent) => {
      this.state = sent.kind === 'done' ? 'done' : 'filling'
      if (sent.kind === 'done') {
        this.doneText = sent.text
        rememberPlate(this.form.plate.join(''))
        keepDraft(null)
        return this.say(null)
      }
      this.say(sent.kind === 'refused' ? sent.detail : this.words[sent.kind])
    })
  }

  private again(): void {
    this.state = 'filling'
    this.keysOpen = true
    this.change(emptyForm())
    keepDraft(null)
  }

  private draw(): void {
    document.documentElement.lang = this.language === 'zh' ? 'zh-CN' : 'en'
    document.title = this.words.title
    const focused = document.activeElement && document.activeElement.id
    this.root.textContent = ''
    this.root.className = this.state === 'done' ? 'page page-done' : this.keysOpen ? 'page page-keys' : 'page'
    this.root.appendChild(this.state === 'done' ? this.drawDone() : this.drawForm())
    if (this.state !== 'done' && this.keysOpen) {
      this.root.appendChild(
        keyboard(this.form, this.words, {
          key: (key) => this.change(typed(this.form, key)),
          erase: () => this.change(erased(this.form)),
          paste: () => { this.pasting = true; this.draw(); this.focus('paste') },
          close: () => { this.keysOpen = false; this.draw() },
        }),
      )
    }
    if (focused) this.focus(focused)
  }

  private focus(id: string): void {
    const node = document.getElementById(id)
    if (node) node.focus()
  }

  private drawForm(): HTMLElement {
    const w = this.words
    return h('div', { class: 'sheet' },
      this.drawHead(),
      h('form', { novalidate: true, submit: (e) => { e.preventDefault(); this.submit() } },
        this.drawPlate(),
        h('section', {}, h('h2', {}, w.direction), h('div', { class: 'two' }, this.drawDirection('in'), this.drawDirection('out'))),
        this.drawCargo(),
        h('section', { class: 'send' },
          this.fault && h('p', { class: 'fault', role: 'alert' }, this.fault),
          h('button', { class: 'submit', type: 'submit', disabled: this.state === 'sending' },
            this.state === 'sending' ? w.sending : w.submit))))
  }

  private drawHead(): HTMLElement {
    const notice = this.notice
    const rule = notice && notice.rule
    const place = notice ? notice.plant + (notice.gate ? '\u3000' + notice.gate : '') : ''
    return h('header', {},
      h('div', { class: 'head' },
        h('div', { class: 'head-text' }, h('h1', {}, this.words.title), h('p', {}, place)),
        h('button', { class: 'language', type: 'button', click: () => { this.language = this.language === 'zh' ? 'en' : 'zh'; this.draw() } }, this.words.language)),
      rule && h('p', { class: 'rule rule-' + ((notice && notice.level) || 'none') },
        notice && notice.warning ? h('b', {}, notice.warning[this.language]) : null,
        h('span', {}, rule[this.language])))
  }

  private drawPlate(): HTMLElement {
    const w = this.words
    const boxes = h('div', { class: 'boxes', role: 'group', 'aria-label': w.boxes })
    for (let at = 0; at < MAX_LENGTH; ++at) {
      const char = this.form.plate[at] || ''
      const isHere = this.keysOpen && at === Math.min(this.form.cursor, MAX_LENGTH - 1)
      const open = () => { this.keysOpen = true; this.form.cursor = Math.min(at, this.form.plate.length); this.draw() }
      boxes.appendChild(
        h('button', {
          type: 'button', click: open, 'aria-label': w.box(at + 1) + ' ' + char, 'aria-current': isHere,
          class: 'box' + (isHere ? ' box-here' : '') + (at === 7 && !char ? ' box-energy' : ''),
        }, char || (at === 7 && !isHere ? w.energy : '')))
      if (at === 1) boxes.appendChild(h('i', { class: 'dot' }))
    }
    const used = usedPlates()
    return h('section', { class: this.faultAt === 'need_plate' ? 'wrong' : '' },
      h('h2', {}, w.plate, h('small', {}, w.plate_hint)),
      boxes,
      this.pasting && h('input', { id: 'paste', class: 'text', type: 'text', autocomplete: 'off', placeholder: w.paste_hint, 'aria-label': w.paste_hint, input: (e) => this.onPasted(e) }),
      used.length > 0 && !this.pasting && h('div', { class: 'used' }, h('span', {}, w.used),
        ...used.map((plate) => h('button', { type: 'button', class: 'badge', click: () => { this.keysOpen = false; this.change(withPlate(this.form, plate.split(''))) } }, ...plateText(plate.split(''))))))
  }

  private onPasted(event: Event): void {
    const text = (event.target as HTMLInputElement).value
    const plate = plateIn(text)
    if (plate.length > 0) {
      this.pasting = this.keysOpen = false
      this.change(withPlate(this.form, plate))
    } else if (text.length > 7) {
      this.pasting = false
      this.say(this.words.no_paste, 'need_plate')
    }
  }

  private drawDirection(direction: Direction): HTMLElement {
    const isOn = this.form.direction === direction
    return h('button', {
      type: 'button', class: isOn ? 'choice choice-on' : 'choice', 'aria-pressed': isOn ? 'true' : 'false',
      click: () => { this.keysOpen = false; this.change({ ...this.form, direction }) },
    }, icon(direction), this.words[direction])
  }

  private drawCargo(): HTMLElement {
    const w = this.words
    const read = (change: (value: string) => Partial<Form>) => (event: Event) => {
      this.form = { ...this.form, ...change((event.target as HTMLInputElement).value) }
      this.key = newKey()
      keepDraft(this.form)
    }
    const closeKeys = () => { if (this.keysOpen) { this.keysOpen = false; this.draw() } }
    const isWrong = this.faultAt === 'need_cargo' || this.faultAt === 'need_quantity'
    const units = Object.keys(w.units) as Unit[]
    return h('section', { class: isWrong ? 'wrong' : '' },
      h('h2', {}, w.cargo),
      h('div', { class: 'cargo' },
        h('button', { type: 'button', class: this.form.cargo ? 'text pick' : 'text pick pick-empty', 'aria-expanded': this.cargoOpen ? 'true' : 'false', click: () => { this.keysOpen = false; this.cargoOpen = !this.cargoOpen; this.draw() } }, this.form.cargo || w.pick_cargo),
        h('input', { id: 'quantity', class: 'text', type: 'text', inputmode: 'decimal', autocomplete: 'off', maxlength: 7, placeholder: w.quantity, 'aria-label': w.quantity, value: this.form.quantity, disabled: isEmptyTruck(this.form, w), focus: closeKeys, input: read((quantity) => ({ quantity })) }),
        h('select', { id: 'unit', class: 'text', 'aria-label': w.unit, disabled: isEmptyTruck(this.form, w), change: read((unit) => ({ unit: unit as Unit })) },
          ...units.map((unit) => h('option', { value: unit, selected: unit === this.form.unit }, w.units[unit])))),
      this.cargoOpen && h('div', { class: 'cargoes' },
        ...w.cargoes.map((cargo) => h('button', { type: 'button', class: 'chip', click: () => { this.cargoOpen = false; this.change({ ...this.form, cargo }) } }, cargo)),
        h('input', { id: 'other', class: 'text', type: 'text', autocomplete: 'off', maxlength: 30, placeholder: w.other_cargo, 'aria-label': w.other_cargo, value: w.cargoes.indexOf(this.form.cargo) < 0 ? this.form.cargo : '', input: read((cargo) => ({ cargo: cargo.trim() })) })))
  }

  private drawDone(): HTMLElement {
    const w = this.words
    return h('main', { class: 'done' },
      h('div', { class: 'done-mark' }, icon('tick')),
      h('p', { class: 'done-plate' }, ...plateText(this.form.plate)),
      h('h1', { role: 'status' }, w.done),
      h('p', { class: 'done-text' }, this.doneText ? this.doneText[this.language] : ''),
      h('button', { type: 'button', class: 'submit', click: () => this.again() }, w.again))
  }
}
