// What a dossier means, without a screen: who says what in which rank, and how an answer reads.
import type { Dossier, LookUpState, StageAnswer, StageStatement } from '../api/types'
import { stageSourceName } from '../domain'
import { fullMoment, moment, stageRange, type Lang } from '../format'
import { t } from '../i18n'

export type Standing = 'decisive' | 'agrees' | 'conflict' | 'conflictSettled' | 'aside'
export interface Said {
  statement: StageStatement
  standing: Standing
  /** Why it does not count. */
  reason: string | null
  /** Best knowledge were it not there; null where it does not count. */
  without: Dossier['stage'] | null
  /** Its entry in the ledger; null: nobody can confirm it (registry, inference). */
  entry: number | null
}

const isSame = (a: StageStatement, b: StageStatement) => a.source === b.source && a.at === b.at && a.who === b.who

/** All statements, best first: those that count, then those that do not. */
export function ranked(d: Dossier): Said[] {
  const entryOf = (s: StageStatement) => d.statements?.find((x) => isSame(x.statement, s))?.index ?? null
  const standingOf = (s: StageStatement, place: number): Standing => {
    if (place === 0) return 'decisive'
    const against = d.conflicts.find((c) => isSame(c.against, s))
    return against ? (against.settled ? 'conflictSettled' : 'conflict') : 'agrees'
  }
  const counting = d.counting.map(({ statement, without }, i): Said =>
    ({ statement, standing: standingOf(statement, i), reason: null, without: without.stage, entry: entryOf(statement) }))
  const aside = d.set_aside.map(({ statement, reason }): Said => ({ statement, standing: 'aside', reason, without: null, entry: entryOf(statement) }))
  const known = [...counting, ...aside].map((x) => x.entry)
  const rejected = (d.statements ?? []).filter((x) => x.state === 'rejected' && !known.includes(x.index))
    .map((x): Said => ({ statement: x.statement, standing: 'aside', reason: x.cause ?? null, without: null, entry: null }))
  return [...counting, ...aside, ...rejected]
}

/** What a confirmation changes something for: whose word counts, and a guard's, while nobody stands for it; again when a conflict came after that. */
export function mayConfirm(s: Said, d: Dossier): boolean {
  if (s.entry === null || (s.standing === 'aside' && s.reason !== 'expired')) return false
  if (s.standing !== 'decisive' && s.statement.source !== 'guard') return false
  return !s.statement.confirmed_by || (s.standing === 'decisive' && d.conflicts.some((c) => !c.settled))
}

/** What decisions use; an inference leaves the lower end open. */
export function gateStage(d: Dossier, lang: Lang): string {
  const { min, max } = d.gate_stage ?? {}
  return min === '0' && max !== '6b' && max !== '0' ? t('dossier.orBelow', { stage: stageRange({ min: max, max }, lang) }) : stageRange(d.gate_stage, lang)
}

/** What a re-judgement changed, in a few words each. */
export function changeLines(change: NonNullable<Dossier['statements']>[number]['change'], lang: Lang): string[] {
  if (!change) return [t('dossier.nothing')]
  const { before: b, after: a } = change
  const name = (k: typeof b) => stageRange(k.stage, lang)
  const lines = [name(b) === name(a) ? t('dossier.same', { after: name(a) }) : t('dossier.became', { before: name(b), after: name(a) })]
  if (a.conflicts > b.conflicts) lines.push(t('dossier.conflictNew'))
  if (a.conflicts < b.conflicts) lines.push(t('dossier.conflictGone'))
  if (b.pending !== a.pending) lines.push(t(a.pending ? 'dossier.pendingNew' : 'dossier.pendingGone'))
  // Limits that some rule asks for; one line each would be noise, so the one that is asked for most.
  const at4 = change.answers.find((x) => x.at_most === '4') ?? change.answers.at(-1)
  if (at4) lines.push(t('dossier.gates', { stage: stageRange({ min: at4.at_most, max: at4.at_most }, lang), before: t(`dossier.truth.${at4.before}`), after: t(`dossier.truth.${at4.after}`) }))
  return lines
}

const FAULTS: [RegExp, string][] = [
  [/refuses us|does not accept/, 'denied'], [/HTTP (?<n>\d+)/, 'http'], [/is no JSON/, 'json'], [/stage "(?<x>[^"]*)" is not known/, 'stage'], [/does not say of which vehicle/, 'nobody'],
  [/neither.*found nor not found/, 'sign'], [/in time|timeout/, 'time'], [/VIN is not known/, 'vin'], [/too large|over 1 MiB/, 'large'], [/connect|resolve|refused|unreachable|certificate|TLS/i, 'connect'],
]
/** A look-up's own words are for its log; people get what they can do. */
export function faultWords(error: string | null | undefined): string {
  if (!error) return t('unknown')
  for (const [pattern, key] of FAULTS) {
    const hit = pattern.exec(error)
    if (hit) return t(`dossier.fault.${key}`, hit.groups ?? {})
  }
  return t('dossier.fault.other', { detail: error })
}

/** The newest answer of a look-up as the ledger has it, for where no passage brings it along. */
export function lastAnswer(d: Dossier | null): StageAnswer | null {
  const x = d?.statements?.find((s) => s.by === 'look-up')
  if (!x) return null
  return { entry: x.index, at: x.statement.at, accepted: x.state === 'counts', cause: x.cause ?? null, source: x.statement.source, stage: x.statement.stage, by: x.by }
}

export type LookTone = 'working' | 'bad' | 'known' | 'nothing'
/** A running look-up goes before an answer, an answer before an old failure. */
export function lookLine(state: LookUpState | null | undefined, answer: StageAnswer | null | undefined, now: number, lang: Lang): { tone: LookTone; text: string } | null {
  if (state?.state === 'asking') return { tone: 'working', text: t('dossier.look.asking') }
  if (state?.state === 'waiting') return { tone: 'working', text: state.error ? t('dossier.look.retry', { why: faultWords(state.error) }) : t('dossier.look.waiting') }
  if (answer && answer.by === 'look-up') return answerLine(answer, now, lang)
  if (state?.state === 'failed') return { tone: 'bad', text: t('dossier.look.failed', { why: faultWords(state.error) }) }
  return answer ? answerLine(answer, now, lang) : null
}
function answerLine(a: StageAnswer, now: number, lang: Lang): { tone: LookTone; text: string } {
  const ms = Date.parse(a.at)
  const at = moment(ms, now, lang).slice(0, -3)
  if (!a.accepted) return { tone: 'bad', text: t('dossier.answer.rejected', { at, other: t(a.cause === 'other_vin' ? 'dossier.answer.otherVin' : 'dossier.answer.otherPlate') }) }
  if (stageRange(a.stage, lang) === stageRange(null, lang)) return { tone: 'nothing', text: t('dossier.answer.silent', { at }) }
  return { tone: 'known', text: t('dossier.answer.stage', { source: stageSourceName(a.source), at, stage: stageRange(a.stage, lang) }) }
}

/** 11月28日 16:03:55 without its seconds: a deadline is no stop-watch. */
export const dayAndTime = (at: string, now: number, lang: Lang): string => fullMoment(Date.parse(at), now, lang).slice(0, -3)
