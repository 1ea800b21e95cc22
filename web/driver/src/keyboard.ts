// The plate's keyboard: keys by place, impossible ones stay where they are and are off.

import { h, icon } from './dom'
import type { Form } from './form'
import { allows, ENDINGS, layoutAt, PROVINCES } from './plate_keys'
import type { Words } from './words'

export interface KeyboardEvents {
  key(key: string): void
  erase(): void
  paste(): void
  close(): void
}

const LETTER_ROWS = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM']

function hint(form: Form, words: Words): string {
  const place = form.cursor + 1
  if (form.cursor === 0) return words.key_first
  if (form.plate[0] === '使') return words.key_digit(place)
  if (form.cursor === 1) return words.key_second
  if (form.cursor === 7) return words.key_energy
  return form.cursor === 6 ? words.key_last(place) : words.key_any(place)
}

function rowsOf(form: Form): string[] {
  if (layoutAt(form.cursor) === 'provinces') {
    const all = PROVINCES + '使'
    return [all.slice(0, 10), all.slice(10, 20), all.slice(20, 29), all.slice(29)]
  }
  return form.cursor === 6 ? LETTER_ROWS.concat(ENDINGS) : LETTER_ROWS
}

export function keyboard(form: Form, words: Words, events: KeyboardEvents): HTMLElement {
  const at = Math.min(form.cursor, form.plate.length)
  const before = form.plate.slice(0, at)
  const rows = rowsOf(form)
  // Five rows must not be higher than four: what was typed stays in view.
  const board = h('div', { class: rows.length > 4 ? 'keys keys-tight' : 'keys', role: 'group', 'aria-label': words.boxes })
  board.appendChild(
    h('div', { class: 'keys-head' },
      h('span', { 'aria-live': 'polite' }, hint(form, words)),
      h('button', { type: 'button', class: 'keys-close', click: () => events.close() }, words.close)),
  )
  const last = layoutAt(form.cursor) === 'provinces' ? 3 : LETTER_ROWS.length - 1
  rows.forEach((row, index) => {
    const line = h('div', { class: 'keys-row' })
    if (index === last) {
      line.appendChild(h('button', { type: 'button', class: 'key key-wide', click: () => events.paste() }, words.paste))
    }
    for (const key of row.split('')) {
      line.appendChild(
        h('button', { type: 'button', class: 'key', disabled: !allows(before, at, key), click: () => events.key(key) }, key),
      )
    }
    if (index === last) {
      line.appendChild(
        h('button', { type: 'button', class: 'key key-wide', 'aria-label': words.erase, click: () => events.erase() }, icon('erase')),
      )
    }
    board.appendChild(line)
  })
  return board
}
