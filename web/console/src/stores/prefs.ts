// What a user has arranged for himself, kept on the server by key (≤ 32 kB of JSON each).
import { api, data } from '../api/client'

type Json = Record<string, unknown>
const known = new Map<string, Promise<Json | null>>()
const waiting = new Map<string, ReturnType<typeof setTimeout>>()
const SAVE_AFTER_MS = 600

export function forgetPrefs(): void { known.clear() }

/** The saved value, or null when nothing was saved or the server is away. */
export function loadPref<T extends object>(key: string): Promise<T | null> {
  let value = known.get(key)
  if (!value) {
    value = data(api.GET('/api/v1/preferences/{key}', { params: { path: { key } } }))
      .then((v) => (v && typeof v === 'object' ? (v as Json) : null))
      .catch(() => {
        known.delete(key)
        return null
      })
    known.set(key, value)
  }
  return value as Promise<T | null>
}

/** Saves a little later, so that dragging a column is one request. */
export function savePref(key: string, value: object): void {
  known.set(key, Promise.resolve(value as Json))
  clearTimeout(waiting.get(key))
  waiting.set(key, setTimeout(() => {
    api.PUT('/api/v1/preferences/{key}', { params: { path: { key } }, body: value as Json }).catch(() => undefined)
  }, SAVE_AFTER_MS))
}
