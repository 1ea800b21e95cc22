import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Bell } from '../pages/desk/bell'
import { nextWait, openLive, type LiveState } from './live'

class FakeSocket {
  static all: FakeSocket[] = []
  readyState = 0
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((e: { data: string }) => void) | null = null
  constructor(readonly url: string) { FakeSocket.all.push(this) }
  open() { this.readyState = 1; this.onopen?.() }
  cut() { this.readyState = 3; this.onclose?.() }
  tell(m: object) { this.onmessage?.({ data: JSON.stringify(m) }) }
  close() { this.readyState = 3 }
}
function start() {
  FakeSocket.all = []
  let newest = 7
  const states: LiveState[] = []
  const got: number[] = []
  const feed = openLive({
    after: () => newest, onPassage: (_p, i) => { newest = i; got.push(i) }, onState: (x) => states.push(x),
    url: (after) => `after=${after}`, socket: (url) => new FakeSocket(url) as unknown as WebSocket,
  })
  return { feed, states, got, last: () => FakeSocket.all.at(-1)! }
}

describe('live', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })
  it('goes on after the last index it has', () => {
    const l = start()
    expect(l.last().url).toBe('after=7')
    l.last().open()
    l.last().tell({ type: 'passage', index: 9, passage: { index: 9 } })
    l.last().cut()
    vi.advanceTimersByTime(nextWait(0))
    expect(l.last().url).toBe('after=9')
    expect(l.got).toEqual([9])
    expect(l.states).toContain('lost')
  })
  it('goes on where an overrun says', () => {
    const l = start()
    l.last().open()
    l.last().tell({ type: 'overrun', resume_after: 8 })
    l.last().cut()
    vi.advanceTimersByTime(nextWait(0))
    expect(l.last().url).toBe('after=8')
  })
  it('waits longer each time, up to a limit', () => {
    expect([0, 1, 2, 10].map(nextWait)).toEqual([500, 1000, 2000, 8000])
  })
  it('does not come back once it is closed', () => {
    const l = start()
    l.last().open()
    l.feed.close()
    l.last().cut()
    vi.advanceTimersByTime(60_000)
    expect(FakeSocket.all).toHaveLength(1)
  })
})
describe('bell', () => {
  const hold = { id: 'a', at: '2026-12-14T14:00:00+08:00' }
  const t = Date.parse(hold.at)
  it('rings for a new hold once, again after two minutes, and never a third time', () => {
    const b = new Bell()
    expect([0, 1000, 119_999, 120_000, 500_000].map((ms) => b.ring([hold], t + ms))).toEqual([true, false, false, true, false])
  })
  it('rings for another hold while one is open', () => {
    const b = new Bell()
    b.ring([hold], t)
    expect(b.ring([hold, { id: 'b', at: hold.at }], t + 5)).toBe(true)
    expect(b.ring([], t + 6)).toBe(false)
  })
})
