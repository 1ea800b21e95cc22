// One socket to the gate server: snapshot first, then live; comes back by itself.
import type { BoardMessage } from '@cleangate/shared/board'

export type Link = 'connecting' | 'live' | 'lost' | 'denied'

export interface ConnectionEvents {
  message(m: BoardMessage): void
  link(l: Link): void
}

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 5000
/** A wrong key is mended by a person; asking often would only fill the server's log. */
const DENIED_RETRY_MS = 15000
const SNAPSHOT_TIMEOUT_MS = 8000
/** The server ticks every 2 s. */
const SILENCE_MS = 10000

export const backoff = (attempt: number): number =>
  Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt)

export class BoardConnection {
  private attempt = 0
  private socket: WebSocket | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private watchdog: ReturnType<typeof setTimeout> | undefined
  private stopped = false

  constructor(private readonly key: string, private readonly on: ConnectionEvents) {}

  start(): void {
    void this.open()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
    clearTimeout(this.watchdog)
    this.socket?.close()
  }

  private async open(): Promise<void> {
    try {
      const res = await fetch(`/api/v1/board?key=${encodeURIComponent(this.key)}`, {
        cache: 'no-store',
        signal: AbortSignal.timeout(SNAPSHOT_TIMEOUT_MS),
      })
      if (this.stopped) return
      if (res.status === 401 || res.status === 404) {
        this.on.link('denied')
        return this.retry(DENIED_RETRY_MS)
      }
      if (!res.ok) throw new Error(`snapshot ${res.status}`)
      this.on.message((await res.json()) as BoardMessage)
      this.listen()
    } catch {
      this.lost()
    }
  }

  private listen(): void {
    if (this.stopped) return
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/board/live?key=${encodeURIComponent(this.key)}`)
    this.socket = socket
    this.watch(socket)
    socket.onmessage = (e: MessageEvent) => {
      if (socket !== this.socket) return
      const m = parse(e.data)
      if (!m) return
      this.attempt = 0
      this.watch(socket)
      this.on.link('live')
      this.on.message(m)
    }
    socket.onclose = () => {
      if (socket === this.socket) this.lost()
    }
  }

  /** A line that looks alive but says nothing is dropped and dialled again. */
  private watch(socket: WebSocket): void {
    clearTimeout(this.watchdog)
    this.watchdog = setTimeout(() => {
      if (socket !== this.socket) return
      this.lost()
      socket.close()
    }, SILENCE_MS)
  }

  private lost(): void {
    if (this.stopped) return
    clearTimeout(this.watchdog)
    this.socket = null
    this.on.link('lost')
    this.retry(backoff(this.attempt++))
  }

  private retry(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.open(), ms)
  }
}

/** A message of a kind we do not know must not stop the board. */
export function parse(data: unknown): BoardMessage | null {
  try {
    const m = JSON.parse(String(data)) as BoardMessage
    return m.type === 'state' || m.type === 'arrival' || m.type === 'tick' ? m : null
  } catch {
    return null
  }
}
