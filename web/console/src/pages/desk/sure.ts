// A command that must not work twice: its key is kept until the server has answered for good, so that
// a second try of the same command gets the first one's answer. It never waits for ever.
import { ApiError, randomKey } from '../../api/client'

/** The server gives a barrier 2 s; what has not answered by then and the network's delay is lost. */
export const ANSWER_MS = 8000

export interface Try { signal: AbortSignal; headers: { 'Idempotency-Key': string } }
/** It is not known whether the server got it, or it is still at work on it. */
export const isOpen = (e: unknown): boolean =>
  e instanceof ApiError && (e.status === 0 || (e.status === 409 && e.detail.includes('Idempotency-Key')))

/** `run(what, send)`: the same `what` after an open end goes out with the same key. */
export function sure(limit = ANSWER_MS) {
  let last: { what: string; key: string } | null = null
  return async function run<T>(what: string, send: (t: Try) => Promise<T>): Promise<T> {
    const mine = last?.what === what ? last : { what, key: randomKey() }
    last = mine
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), limit)
    try {
      const answer = await send({ signal: stop.signal, headers: { 'Idempotency-Key': mine.key } })
      last = null
      return answer
    } catch (e) {
      if (!isOpen(e)) last = null
      throw e
    } finally {
      clearTimeout(timer)
    }
  }
}
