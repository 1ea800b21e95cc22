// The live feed: one WebSocket that resumes by log index, so that no passage is lost or told twice.
import type { Passage } from './types'

interface Message { type: 'passage' | 'overrun' | string; index?: number; passage?: Passage; resume_after?: number }
export type LiveState = 'idle' | 'connecting' | 'open' | 'lost'

export interface LiveOptions {
  /** The last index the caller has. */
  after: () => number
  onPassage: (p: Passage, index: number) => void
  onState: (state: LiveState) => void
  url?: (after: number) => string
  socket?: (url: string) => WebSocket
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 8000

export function liveUrl(after: number): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return `${scheme}://${location.host}/api/v1/live?after=${after}`
}

export function nextWait(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt)
}

export function openLive(options: LiveOptions): { close: () => void; retryNow: () => void } {
  const make = options.socket ?? ((url: string) => new WebSocket(url))
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let ended = false
  let resumeAfter: number | null = null

  function connect(): void {
    options.onState(attempt === 0 ? 'connecting' : 'lost')
    socket = make((options.url ?? liveUrl)(resumeAfter ?? options.after()))
    resumeAfter = null
    socket.onopen = () => {
      attempt = 0
      options.onState('open')
    }
    socket.onmessage = (event) => receive(JSON.parse(String(event.data)) as Message)
    socket.onclose = () => {
      if (ended) return
      options.onState('lost')
      timer = setTimeout(connect, nextWait(attempt))
      attempt += 1
    }
  }

  function receive(m: Message): void {
    if (m.type === 'overrun') resumeAfter = m.resume_after ?? null
    else if (m.type === 'passage' && m.passage) options.onPassage(m.passage, m.index ?? m.passage.index)
  }

  connect()
  return {
    close() {
      ended = true
      clearTimeout(timer)
      socket?.close()
      options.onState('idle')
    },
    retryNow() {
      if (ended || socket?.readyState === 1 || socket?.readyState === 0) return
      clearTimeout(timer)
      connect()
    },
  }
}
