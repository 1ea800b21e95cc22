// Which keys a plate may have at each place, GA 36-2018 as people use it: province and letter, then
// letters and digits without I and O, a kind of vehicle at the end; 8 characters are new energy.

export const PROVINCES = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'
export const ENDINGS = '挂学警港澳领'
export const MAX_LENGTH = 8

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '0123456789'
/** In place on the keyboard, never on a plate: they look like 1 and 0. */
export const NEVER = 'IO'

export type Layout = 'provinces' | 'letters'

export function layoutAt(position: number): Layout {
  return position === 0 ? 'provinces' : 'letters'
}

/** Whether `key` may stand at `position` after the characters that are there. */
export function allows(chars: readonly string[], position: number, key: string): boolean {
  const first = chars[0]
  if (position === 0) return PROVINCES.indexOf(key) >= 0 || key === '使'
  if (position >= MAX_LENGTH) return false
  if (first === '使') return position <= 6 && DIGITS.indexOf(key) >= 0 // 使 and six digits
  if (position === 1) return LETTERS.indexOf(key) >= 0
  if (position === 6 && ENDINGS.indexOf(key) >= 0) return true
  if (ENDINGS.indexOf(key) >= 0) return false
  // After an ending nothing follows.
  if (position === 7 && ENDINGS.indexOf(chars[6] || '') >= 0) return false
  return LETTERS.indexOf(key) >= 0 || DIGITS.indexOf(key) >= 0
}

/** 7 characters, or 8 of a new-energy vehicle. */
export function isComplete(chars: readonly string[]): boolean {
  if (chars.length < 7 || chars.length > MAX_LENGTH) return false
  return chars.every((key, at) => allows(chars.slice(0, at), at, key))
}

/**
 * The plate in a text somebody pasted: without spaces, dots and full-width forms. Empty when there
 * is none.
 */
export function plateIn(text: string): string[] {
  const plain = text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .toUpperCase()
    .replace(/[\s·•.・\-_]/g, '')
  for (let from = 0; from < plain.length; ++from) {
    for (let length = MAX_LENGTH; length >= 7; --length) {
      const chars = plain.slice(from, from + length).split('')
      if (chars.length === length && isComplete(chars)) return chars
    }
  }
  return []
}
