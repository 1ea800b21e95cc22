// What the phone keeps: the plates used last and the form that could not be sent. A phone that
// keeps nothing (private mode) works too.

import type { Form } from './form'

const USED = 'cleangate.used'
const DRAFT = 'cleangate.draft'
const MAX_USED = 3

function read<T>(key: string): T | null {
  try {
    const text = window.localStorage.getItem(key)
    return text ? (JSON.parse(text) as T) : null
  } catch (e) {
    return null
  }
}
function write(key: string, value: unknown): void {
  try {
    if (value === null) window.localStorage.removeItem(key)
    else window.localStorage.setItem(key, JSON.stringify(value))
  } catch (e) {
    // Full or forbidden: only convenience is lost.
  }
}

export function usedPlates(): string[] {
  const list = read<string[]>(USED)
  return Array.isArray(list) ? list.filter((p) => typeof p === 'string').slice(0, MAX_USED) : []
}
export function rememberPlate(plate: string): void {
  write(USED, [plate].concat(usedPlates().filter((p) => p !== plate)).slice(0, MAX_USED))
}
export function draft(): Form | null {
  const form = read<Form>(DRAFT)
  return form && Array.isArray(form.plate) ? form : null
}
export function keepDraft(form: Form | null): void {
  write(DRAFT, form)
}
