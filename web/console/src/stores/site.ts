// What is going on at the gates: lanes, holds, warning, connection. One poll as a heartbeat, the
// live feed between; a change that only one of them tells is never lost.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, data } from '../api/client'
import { openLive, type LiveState } from '../api/live'
import type { Desk, DeskLane, Hold, Level, Overview, Passage, Plan } from '../api/types'
import { now, serverNow, setServerTime } from '../clock'
import { boardLines } from '../plan'

const HEARTBEAT_MS = 5000
const ANSWER_MS = 4000
const SLOW_POLL_MS = 30_000
/** Of the queue 待核定 so many are counted; more than that is "so many and more". */
const WORK_COUNTED = 50

export const useSite = defineStore('site', () => {
  const desk = shallowRef<Desk | null>(null)
  const overview = shallowRef<Overview | null>(null)
  const warning = ref<{ level: Level; since: string } | null>(null)
  const plan = shallowRef<Plan | null>(null)
  const work = ref({ count: 0, more: false })
  const live = ref<LiveState>('idle')
  const lostSince = ref<number | null>(null)
  const lastHeard = ref(0)
  const listeners = new Set<(p: Passage) => void>()
  let feed: ReturnType<typeof openLive> | null = null
  let timers: ReturnType<typeof setInterval>[] = []
  let newest = 0

  const holds = computed<Hold[]>(() => desk.value?.holds ?? [])
  const lanes = computed<DeskLane[]>(() => desk.value?.lanes ?? [])
  const rule = computed(() => {
    const level = warning.value?.level
    return level ? (boardLines(plan.value, level).find((m) => m.for_drivers)?.text ?? '') : ''
  })
  const silentDevices = computed(() =>
    lanes.value.flatMap((l) => l.devices).filter((d) => d.state !== 'ok').length)
  const lostFor = computed(() => (lostSince.value === null ? 0 : Math.max(0, now.value - lostSince.value)))

  function heard(): void {
    lastHeard.value = serverNow()
    lostSince.value = null
  }
  function unheard(): void {
    lostSince.value ??= lastHeard.value || serverNow()
  }

  function withTimeout<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), ANSWER_MS)
    return work(stop.signal).finally(() => clearTimeout(timer))
  }

  async function refresh(): Promise<void> {
    try {
      const d = await withTimeout((signal) => data(api.GET('/api/v1/desk', { signal })))
      setServerTime(d.at)
      // An answer that the feed has overtaken would take a truck that waits off the screen.
      if (!desk.value || d.index >= newest) desk.value = d
      newest = Math.max(newest, d.index)
      heard()
      feed?.retryNow()
    } catch {
      unheard()
    }
  }
  async function refreshSlow(): Promise<void> {
    const quiet = () => undefined
    const [o, w, p, q] = await Promise.all([
      data(api.GET('/api/v1/overview')).catch(quiet),
      data(api.GET('/api/v1/warnings')).catch(quiet),
      plan.value ?? data(api.GET('/api/v1/plan')).catch(quiet),
      data(api.GET('/api/v1/verification-queue', { params: { query: { limit: WORK_COUNTED } } })).catch(quiet),
    ])
    if (o) overview.value = o
    if (w) warning.value = w.in_force
    if (p) plan.value = p as Plan
    if (q) work.value = { count: q.items.length, more: q.next !== null }
  }

  /** Puts what the feed or an answer says into the picture of the desk. */
  function take(p: Passage): void {
    const d = desk.value
    if (!d) return
    const open = p.hold === 'open'
    const others = d.holds.filter((h) => h.id !== p.id)
    const at = d.holds.findIndex((h) => h.id === p.id)
    let next = others
    if (open) {
      next = [...others]
      next.splice(at < 0 ? next.length : at, 0, { ...d.holds[at], ...p })
    }
    desk.value = {
      ...d,
      holds: next,
      lanes: d.lanes.map((l) => {
        const newer = !l.last || l.last.id === p.id || Date.parse(p.at) >= Date.parse(l.last.at)
        return l.id === p.lane && newer && !p.historic ? { ...l, last: p } : l
      }),
    }
    for (const f of listeners) f(p)
  }

  async function start(): Promise<void> {
    if (timers.length) return
    timers = [setInterval(() => void refresh(), HEARTBEAT_MS), setInterval(() => void refreshSlow(), SLOW_POLL_MS)]
    await Promise.all([refresh(), refreshSlow()])
    if (!timers.length || feed) return
    feed = openLive({
      after: () => newest,
      onPassage: (p, index) => {
        newest = Math.max(newest, index)
        heard()
        take(p)
      },
      onState: (s) => {
        live.value = s
        if (s === 'lost') unheard()
        if (s === 'open') void refresh()
      },
    })
  }
  function stop(): void {
    timers.forEach(clearInterval)
    timers = []
    feed?.close()
    feed = null
    desk.value = null
    lostSince.value = null
  }
  /** Called with every passage the feed tells; the answer takes the listener away. */
  function onPassage(f: (p: Passage) => void): () => void {
    listeners.add(f)
    return () => listeners.delete(f)
  }

  return {
    desk, overview, warning, plan, work, live, lostSince, lostFor, lastHeard, holds, lanes, rule, silentDevices,
    start, stop, refresh, refreshSlow, take, onPassage,
  }
})
