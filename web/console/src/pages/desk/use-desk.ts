// The desk at work: state by keys.ts, calls to the server, bell, the two-second stop.
import { computed, nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue'
import { api, ApiError, data } from '../../api/client'
import type { Hold, PlateColour, Verdict } from '../../api/types'
import { now, serverNow } from '../../clock'
import { errorLine } from '../../errors'
import { plateText } from '../../format'
import { t } from '../../i18n'
import { useSite } from '../../stores/site'
import { answerReason } from './answer'
import { Bell } from './bell'
import type { Reading } from './CandidateList.vue'
import { chooseCandidate, follow, isReady, look, LOOKED_UP, pressKey, START, TAKEN, verdictOf, WRITTEN, type DeskState, type DeskView, type Effect, type Offer } from './keys'
import { ring, wakeSound } from './sound'
import { ANSWER_MS, isOpen, sure } from './sure'
import { forgetFacts } from './use-facts'

const STOP_MS = 2000
const LINE_MS = 8000

export function useDeskWork() {
  const site = useSite()
  const resolving = sure()
  const s = ref<DeskState>({ ...START })
  const note = ref('')
  const busy = ref(false)
  const hint = ref('')
  const fault = ref('')
  const line = ref('')
  const holding = ref(0)
  /** Readings that the guard typed himself, by hold, with the verdict that the rules give them. */
  const corrected = shallowRef<Record<string, Reading>>({})
  /** Holds put off by Esc go behind the others. */
  const later = ref<string[]>([])
  const bell = new Bell()
  let lineTimer: ReturnType<typeof setTimeout> | undefined
  let stopFrom = 0
  let stopTimer: ReturnType<typeof setInterval> | undefined

  const order = computed(() => {
    const ids = site.holds.map((h) => h.id)
    return [...ids.filter((i) => !later.value.includes(i)), ...later.value.filter((i) => ids.includes(i))]
  })
  const hold = computed<Hold | null>(() => site.holds.find((h) => h.id === s.value.hold) ?? null)
  const others = computed(() => order.value.filter((i) => i !== s.value.hold).map((i) => site.holds.find((h) => h.id === i)!))
  const single = computed(() => (hold.value?.candidates.length ?? 0) === 0 && !corrected.value[s.value.hold ?? ''])
  const readings = computed<Reading[]>(() => {
    const h = hold.value
    if (!h) return []
    const own = corrected.value[h.id]
    const rest = h.candidates.filter((c) => !own || c.plate !== own.plate || c.colour !== own.colour)
    if (own) return [own, ...rest]
    return rest.length ? rest : [{ plate: h.plate ?? '', colour: h.colour, verdict: h.verdict }]
  })
  /** The look-up's answer speaks of the plate as it was read, so it is offered where that is not in doubt. */
  const offer = computed<Offer>(() => {
    const answer = hold.value?.look_up
    if (!single.value || !answer?.accepted) return null
    return answer.verdict === 'admit' || answer.verdict === 'refuse' ? answer.verdict : null
  })
  const typing = () => document.activeElement instanceof HTMLElement && document.activeElement.closest('input, textarea, select, [role=textbox], [contenteditable]') !== null
  const view = (): DeskView => ({
    holds: order.value, candidates: single.value ? [] : readings.value.map((r): Verdict => r.verdict), typing: typing(), written: note.value.trim() !== '', busy: busy.value, offer: offer.value,
  })
  const ready = computed(() => isReady(s.value, { ...view(), written: note.value.trim() !== '', busy: busy.value }))

  watch(order, (ids) => { s.value = follow(s.value, ids) }, { immediate: true })
  // What was chosen by an answer does not outlive it.
  watch(offer, () => { if (s.value.digit === LOOKED_UP) s.value = { ...s.value, digit: null } })
  watch(() => s.value.hold, () => {
    note.value = ''
    hint.value = ''
    fault.value = ''
  })
  watch([() => site.holds, () => Math.floor(now.value / 1000)], () => {
    if (bell.ring(site.holds, serverNow())) ring()
  }, { immediate: true })

  function say(text: string): void {
    line.value = text
    clearTimeout(lineTimer)
    lineTimer = setTimeout(() => { line.value = '' }, LINE_MS)
  }
  /** Digits must act at once, so the cursor leaves the field that the step before used; a task that was
   *  called while an answer was awaited keeps it. */
  function leaveField(): void {
    if (s.value.task === null && document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }

  function key(k: string): void {
    const before = s.value
    const [next, effect] = pressKey(s.value, view(), k)
    s.value = next
    hint.value = ''
    fault.value = ''
    if (before.digit !== next.digit && before.digit !== null && WRITTEN.includes(before.digit)) leaveField()
    if (k === 'Escape' && before.task !== next.task) leaveField()
    run(effect)
  }
  function run(e: Effect): void {
    if (e.do === 'tell') hint.value = e.what
    else if (e.do === 'resolve') void resolve(e.verdict)
    else if (e.do === 'later') putOff()
  }
  function putOff(): void {
    const id = s.value.hold
    if (id === null || site.holds.length < 2) return
    later.value = [...later.value.filter((x) => x !== id), id]
    s.value = look(s.value, order.value[0] ?? null)
  }

  async function resolve(verdict: 'admit' | 'refuse'): Promise<void> {
    const h = hold.value
    const { digit, candidate } = s.value
    if (!h || digit === null || busy.value) return
    busy.value = true
    const reason = WRITTEN.includes(digit) ? note.value.trim() : digit === LOOKED_UP ? answerReason(h) : t(`desk.reasons.${digit}`)
    const reading = candidate === null || single.value ? null : (readings.value[candidate] ?? null)
    try {
      const body = { verdict, reason, ...(reading && reading.plate !== h.plate ? { plate: reading.plate, colour: reading.colour } : {}) }
      const r = await resolving(JSON.stringify([h.id, body]), (sent) =>
        data(api.POST('/api/v1/passages/{id}/resolve', { params: { path: { id: h.id } }, body, ...sent })))
      const plate = reading?.plate ?? h.plate
      say(t(`desk.done.${verdict}`, { plate: plate ? plateText(plate) : t('noPlate'), lift: t(`actuation.${r.actuation ?? 'none'}`) }))
      leaveField()
      site.take({ ...h, ...(reading ? { plate: reading.plate, colour: reading.colour } : {}), verdict, hold: verdict === 'admit' ? 'admitted' : 'refused', resolved_reason: reason, actuation: r.actuation ?? h.actuation })
      void site.refreshSlow()
    } catch (e) {
      fault.value = isOpen(e) ? t('desk.noAnswer', { s: ANSWER_MS / 1000 }) : errorLine(e)
      if (e instanceof ApiError && e.status === 409) void site.refresh()
    } finally {
      busy.value = false
    }
  }

  async function correct(plate: string, colour: PlateColour): Promise<void> {
    const h = hold.value
    if (!h || busy.value) return
    busy.value = true
    fault.value = ''
    try {
      if (plate !== h.plate || colour !== h.colour) {
        const p = await data(api.POST('/api/v1/passages/{id}/amend', { params: { path: { id: h.id } }, body: { plate, colour, reason: t('desk.corrected') } }))
        site.take({ ...h, ...p })
      }
      forgetFacts(plate, colour)
      const seen = await data(api.POST('/api/v1/decisions', { body: { plate, colour, direction: h.direction, lane: h.lane } })).catch(() => null)
      corrected.value = { ...corrected.value, [h.id]: { plate, colour, verdict: seen?.verdict ?? 'hold', corrected: true } }
      s.value = { ...chooseCandidate(s.value, 0), correcting: false }
      await nextTick()
      leaveField()
    } catch (e) {
      fault.value = errorLine(e)
    } finally {
      busy.value = false
    }
  }

  // ---- F10 held two seconds stops every lift ----
  function stopDown(): void {
    if (stopTimer || site.desk?.kill_switch.on) return
    stopFrom = performance.now()
    stopTimer = setInterval(() => {
      holding.value = Math.min(1, (performance.now() - stopFrom) / STOP_MS)
      if (holding.value < 1) return
      stopUp()
      void stopAll()
    }, 50)
  }
  function stopUp(): void {
    clearInterval(stopTimer)
    stopTimer = undefined
    holding.value = 0
  }
  async function stopAll(): Promise<void> {
    try {
      await data(api.PUT('/api/v1/kill-switch', { body: { on: true, reason: t('desk.kill.reason') } }))
      await site.refresh()
    } catch (e) {
      fault.value = errorLine(e)
      say(errorLine(e))
    }
  }

  function down(e: KeyboardEvent): void {
    wakeSound()
    if (e.isComposing || e.ctrlKey || e.altKey || e.metaKey || e.defaultPrevented) return
    if (document.querySelector('dialog[open]')) return
    if (TAKEN.includes(e.key)) e.preventDefault()
    if (e.key === 'F10') return stopDown()
    if (e.repeat && e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return
    const onButton = e.key === 'Enter' && e.target instanceof HTMLElement && e.target.closest('button, a') && !e.target.closest('.side, [role=option]')
    if (onButton) return
    const inField = typing()
    if (e.key === 'PageDown' || e.key === 'PageUp' || (!inField && /^(Arrow(Up|Down)|Enter|\d)$/.test(e.key))) e.preventDefault()
    if (e.key === 'Enter' && inField && !(e.target as HTMLElement).hasAttribute('data-reason')) return
    key(e.key)
  }
  const up = (e: KeyboardEvent) => { if (e.key === 'F10') stopUp() }
  onMounted(() => {
    wakeSound()
    addEventListener('keydown', down)
    addEventListener('keyup', up)
    addEventListener('pointerdown', wakeSound)
    addEventListener('blur', stopUp)
  })
  onBeforeUnmount(() => {
    removeEventListener('keydown', down)
    removeEventListener('keyup', up)
    removeEventListener('pointerdown', wakeSound)
    removeEventListener('blur', stopUp)
    stopUp()
    clearTimeout(lineTimer)
  })

  return {
    s, note, busy, hint, offer, fault, line, holding, hold, others, single, readings, ready, order, key, correct, stopDown, stopUp, say,
    choose: (i: number) => { s.value = chooseCandidate(s.value, i) },
    lookAt: (id: string) => { s.value = look(s.value, id) },
    closeTask: () => { s.value = { ...s.value, task: null }; leaveField() },
    confirm: () => { const v = verdictOf(s.value.digit, offer.value); if (v && ready.value) void resolve(v) },
  }
}
