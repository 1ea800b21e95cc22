// The board's whole state: last snapshot, clock, link, and who is on the screen.
import { computed, nextTick, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { DEFAULT_TIMING, type BoardMessage, type StateMessage, type Timing } from '@cleangate/shared/board'
import { BoardConnection, type Link } from './connection'
import { notePainted } from './painted'
import { advance, EMPTY, nextWake, offer, type Schedule, type Shown } from './scheduler'

const mono = () => performance.now()

export function useBoard(boardKey: string) {
  const state = shallowRef<StateMessage | null>(null)
  const link = ref<Link>('connecting')
  const schedule = shallowRef<Schedule>(EMPTY)
  const now = ref(mono())
  /** Server time at the last message, and our own clock then. */
  const heard = shallowRef({ at: 0, mono: mono() })

  const timing = computed<Timing>(() => ({ ...DEFAULT_TIMING, ...state.value?.timing }))
  const silence = computed(() => Math.max(0, now.value - heard.value.mono))
  const stale = computed(() => silence.value > timing.value.stale_ms)
  const serverTime = computed(() => heard.value.at + silence.value)

  let wake: ReturnType<typeof setTimeout> | undefined
  function settle(s: Schedule): void {
    schedule.value = s
    clearTimeout(wake)
    const at = nextWake(s, timing.value)
    if (at !== null) wake = setTimeout(() => settle(advance(s, mono(), timing.value)), Math.max(1, at - mono()))
  }

  function receive(m: BoardMessage): void {
    const t = mono()
    // An arrival's time is the vehicle's, not the server's clock.
    const at = m.type === 'arrival' ? serverTime.value : Date.parse(m.at)
    heard.value = { at, mono: t }
    now.value = t
    if (m.type === 'state') state.value = m
    else if (m.type === 'arrival') settle(offer(schedule.value, m, t, timing.value))
  }

  const connection = new BoardConnection(boardKey, { message: receive, link: (l) => (link.value = l) })
  connection.start()

  const clock = setInterval(() => {
    now.value = mono()
  }, 250)

  // A verdict on a screen that hears nothing may already be wrong.
  watch(stale, (yes) => {
    if (yes) settle(EMPTY)
  })

  const noted = new Map<string, string>()
  watch(() => schedule.value.shown, async (shown: Shown[]) => {
    await nextTick()
    for (const { arrival } of shown) {
      const mark = `${arrival.verdict} ${arrival.index}`
      if (noted.get(arrival.id) === mark) continue
      noted.set(arrival.id, mark)
      if (noted.size > 100) noted.delete(noted.keys().next().value as string)
      notePainted(arrival.id, arrival.at)
    }
  })

  onScopeDispose(() => {
    connection.stop()
    clearInterval(clock)
    clearTimeout(wake)
  })

  const lanesOrder = computed(() => new Map(state.value?.lanes.map((l, i) => [l.id, i])))
  /** Left and right as the lanes lie. */
  const shown = computed(() => [...schedule.value.shown].sort((a, b) =>
    (lanesOrder.value.get(a.arrival.lane.id) ?? 99) - (lanesOrder.value.get(b.arrival.lane.id) ?? 99)
    || a.arrival.lane.id.localeCompare(b.arrival.lane.id)))

  return { state, link, shown, stale, silence, serverTime, lastTime: computed(() => heard.value.at) }
}
