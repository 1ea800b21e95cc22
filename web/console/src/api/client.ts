// The one way to the server: cookie session, CSRF header, and every failure as an ApiError.
import createClient from 'openapi-fetch'
import { words as inLang } from '../format'
import { lang } from '../i18n'
import type { Paths } from './types'

/** `line`: of a text that was sent, from 1. */
export interface FieldError { field: string; message: string; line?: number }
interface Problem {
  title?: string
  detail?: string
  code?: string
  errors?: { field?: string; line?: number; pointer?: string; detail?: string; message?: string | { zh: string; en: string } }[]
}

/** status 0: the server could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly fields: FieldError[] = [],
    readonly retryAfter: number | null = null,
  ) {
    super(`${status} ${code} ${detail}`)
  }
}

let csrf = ''
export function setCsrf(token: string): void { csrf = token }

let onSignedOut: () => void = () => {}
/** Called when the session has ended behind our back. */
export function whenSignedOut(f: () => void): void { onSignedOut = f }

const SAFE = new Set(['GET', 'HEAD'])

/** A fetch with our headers; for bodies that are no JSON (photos, CSV) and for blobs. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (!SAFE.has((init.method ?? 'GET').toUpperCase())) {
    if (csrf) headers.set('X-CSRF-Token', csrf)
    if (!headers.has('Idempotency-Key')) headers.set('Idempotency-Key', randomKey())
  }
  const answer = await fetch(path, { ...init, headers, credentials: 'same-origin' }).catch(() => null)
  if (!answer) throw new ApiError(0, 'unreachable', '')
  if (answer.ok) return answer
  throw await problemOf(answer)
}

async function problemOf(answer: Response): Promise<ApiError> {
  const p = (await answer.clone().json().catch(() => ({}))) as Problem
  if (answer.status === 401 && !answer.url.endsWith('/session')) onSignedOut()
  const fields = (p.errors ?? []).map((e) => ({
    field: e.field ?? e.pointer?.replace(/^[#/]+/, '') ?? '',
    message: typeof e.message === 'object' ? inLang(e.message, lang.value) : (e.message ?? e.detail ?? ''),
    ...(e.line === undefined ? {} : { line: e.line }),
  }))
  const retry = Number(answer.headers.get('Retry-After'))
  return new ApiError(answer.status, p.code ?? '', p.detail ?? p.title ?? '', fields, retry || null)
}

/** crypto.randomUUID does not exist on plain http, so by hand. */
export function randomKey(): string {
  const b = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('')
}

export const api = createClient<Paths>({
  baseUrl: '',
  fetch: async (request: Request) => {
    const headers = new Headers(request.headers)
    if (!SAFE.has(request.method)) {
      if (csrf) headers.set('X-CSRF-Token', csrf)
      if (!headers.has('Idempotency-Key')) headers.set('Idempotency-Key', randomKey())
    }
    const answer = await fetch(new Request(request, { headers, credentials: 'same-origin' })).catch(() => null)
    if (!answer) throw new ApiError(0, request.signal.aborted ? 'timeout' : 'unreachable', '')
    if (!answer.ok) throw await problemOf(answer)
    return answer
  },
})

/** The data of a call; failures have been thrown as ApiError. `await data(api.GET('/api/v1/desk'))` */
export async function data<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T
}
