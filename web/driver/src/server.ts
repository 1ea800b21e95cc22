// The page's two requests. fetch has no time limit of its own, and AbortController is too new.

import type { Form } from './form'

export interface Text {
  zh: string
  en: string
}
export interface Notice {
  plant: string
  gate: string | null
  rule: Text | null
  /** Of the warning in force, for the chip's colour. */
  level?: 'yellow' | 'orange' | 'red' | null
  warning?: Text | null
}
export type Sent =
  | { kind: 'done'; text: Text }
  | { kind: 'refused'; detail: string }
  | { kind: 'busy' }
  | { kind: 'offline' }
  | { kind: 'failed' }

const LIMIT_MS = 12000

function limited(answer: Promise<Response>): Promise<Response> {
  const late = new Promise<Response>((_, reject) => setTimeout(() => reject(new Error('late')), LIMIT_MS))
  return Promise.race([answer, late])
}

export function fetchNotice(gate: string): Promise<Notice | null> {
  return limited(fetch('/api/v1/public/notice?gate=' + encodeURIComponent(gate)))
    .then((r) => (r.ok ? (r.json() as Promise<Notice>) : null))
    .catch(() => null)
}

/** 32 hexadecimal digits; the same for each try of one form, so that it is registered once. */
export function newKey(): string {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16))
  return Array.prototype.map.call(bytes, (b: number) => ('0' + b.toString(16)).slice(-2)).join('')
}

export function send(form: Form, gate: string, key: string, isEmpty: boolean): Promise<Sent> {
  const body = {
    plate: form.plate.join(''),
    direction: form.direction,
    cargo: form.cargo.trim(),
    quantity: isEmpty ? 0 : Number(form.quantity),
    unit: form.unit,
    gate: gate || null,
  }
  const request = fetch('/api/v1/public/declarations', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  })
  return limited(request).then(
    (answer): Sent | Promise<Sent> => {
      if (answer.status === 429) return { kind: 'busy' }
      return answer.json().then(
        (json: { text?: Text; detail?: string }): Sent => {
          if (answer.ok && json.text) return { kind: 'done', text: json.text }
          if (answer.status === 422 && json.detail) return { kind: 'refused', detail: json.detail }
          return { kind: 'failed' }
        },
        (): Sent => ({ kind: 'failed' }),
      )
    },
    (): Sent => ({ kind: 'offline' }),
  )
}
