// Typing a plate into cells, key by key, without an input method: digits and letters by their place on
// the keyboard, provinces by their first pinyin letter and a number.
export interface PlateEdit {
  chars: string[]
  /** Cell that the next key fills. */
  at: number
  /** Provinces that the typed letter may mean; a digit or ↑↓ chooses. */
  choices: string[]
}
export type PlateAction = 'submit' | 'cancel' | null

export const CELLS = 8
const PROVINCES: Record<string, string> = {
  C: '川', E: '鄂', G: '贵甘赣桂', H: '沪黑', J: '冀津京晋吉', L: '鲁辽', M: '蒙闽', N: '宁', Q: '青琼', S: '苏陕使', W: '皖', X: '湘新', Y: '豫粤渝云', Z: '浙藏',
}
export const SPECIALS = ['挂', '学', '警', '港', '澳', '领']
export const ALL_PROVINCES = Array.from(new Set(Array.from(Object.values(PROVINCES).join(''))))

export function startEdit(plate: string | null, at = 0): PlateEdit {
  const chars = Array.from(plate ?? '').slice(0, CELLS)
  return { chars, at: Math.min(at, CELLS - 1, chars.length), choices: [] }
}
export const plateOf = (e: PlateEdit): string => e.chars.join('')
export const isWhole = (e: PlateEdit): boolean => {
  const n = e.chars.length
  return (n === 7 || n === 8) && e.chars.every((c) => c !== '' && c !== ' ')
}

function put(e: PlateEdit, c: string): PlateEdit {
  const chars = [...e.chars]
  while (chars.length < e.at) chars.push(' ')
  chars[e.at] = c
  return { chars, at: Math.min(CELLS - 1, e.at + 1), choices: [] }
}
function cycle(e: PlateEdit, list: readonly string[], by: number): PlateEdit {
  const i = list.indexOf(e.chars[e.at] ?? '')
  const next = list[(i + by + list.length + (i < 0 && by < 0 ? 1 : 0)) % list.length]!
  const out = put(e, next)
  return { ...out, at: e.at }
}

/** The plate key of a keyboard event: by its place, so that a Chinese input method cannot take it. */
export function plateKey(e: { key: string; code: string }): string {
  const letter = /^Key([A-Z])$/.exec(e.code)?.[1]
  if (letter) return letter
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(e.code)?.[1]
  if (digit) return digit
  return /^[a-z]$/i.test(e.key) ? e.key.toUpperCase() : e.key
}

export function typePlate(e: PlateEdit, key: string): { edit: PlateEdit; action: PlateAction } {
  const done = (edit: PlateEdit, action: PlateAction = null) => ({ edit, action })
  if (e.choices.length && /^[1-9]$/.test(key)) {
    const c = e.choices[Number(key) - 1]
    return done(c ? put(e, c) : e)
  }
  if (key === 'Enter') {
    if (e.choices.length) return done(put(e, e.choices[0]!))
    return done(e, isWhole(e) ? 'submit' : null)
  }
  if (key === 'Escape') return e.choices.length ? done({ ...e, choices: [] }) : done(e, 'cancel')
  if (key === 'ArrowLeft') return done({ ...e, at: Math.max(0, e.at - 1), choices: [] })
  if (key === 'ArrowRight') return done({ ...e, at: Math.min(CELLS - 1, e.chars.length, e.at + 1), choices: [] })
  if (key === 'Home') return done({ ...e, at: 0, choices: [] })
  if (key === 'End') return done({ ...e, at: Math.min(CELLS - 1, e.chars.length), choices: [] })
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const by = key === 'ArrowDown' ? 1 : -1
    if (e.at === 0) return done(cycle(e, ALL_PROVINCES, by))
    return done(e.at >= 6 ? cycle(e, SPECIALS, by) : e)
  }
  if (key === 'Backspace') {
    const at = e.at >= e.chars.length ? Math.max(0, e.chars.length - 1) : e.at
    const chars = [...e.chars]
    if (at === chars.length - 1) chars.pop()
    else chars[at] = ' '
    return done({ chars, at: e.at >= e.chars.length ? at : Math.max(0, e.at - 1), choices: [] })
  }
  if (key === 'Delete') return done({ ...e, chars: e.chars.slice(0, e.at), choices: [] })
  if (/^[A-Z]$/.test(key)) {
    if (e.at === 0) {
      const choices = Array.from(PROVINCES[key] ?? '')
      return done(choices.length === 1 ? put(e, choices[0]!) : { ...e, choices })
    }
    // Serial letters have no I and no O (GA 36-2018, 5.2).
    return done(key === 'I' || key === 'O' ? e : put(e, key))
  }
  if (/^\d$/.test(key) && e.at > 1) return done(put(e, key))
  return done(e)
}

/** What was pasted: the first thing that looks like a plate. */
export function pastePlate(text: string): PlateEdit | null {
  const clean = text.toUpperCase().replace(/[\s·•.]/g, '')
  const m = /[\u4e00-\u9fff][A-Z][A-Z0-9]{4,5}[A-Z0-9\u4e00-\u9fff]/.exec(clean)
  return m ? startEdit(m[0], CELLS - 1) : null
}
