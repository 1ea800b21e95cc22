// How a passage speaks: pure functions from the API's shapes to words and marks.
import type { Candidate, Passage, Reason } from './api/types'
import type { MarkKind } from './components/VerdictMark.vue'
import { stageRange, words, type Lang } from './format'
import { t } from './i18n'

/** Places (from 0) where the candidates differ from the first of them; the likelier the candidate, the earlier its places. */
export function doubtfulPlaces(candidates: readonly Pick<Candidate, 'plate'>[]): number[] {
  const first = Array.from(candidates[0]?.plate ?? '')
  const places = new Set<number>()
  for (const c of candidates.slice(1)) {
    const chars = Array.from(c.plate)
    if (chars.length !== first.length) continue
    chars.forEach((ch, i) => { if (ch !== first[i]) places.add(i) })
  }
  return [...places]
}

/** In observe mode everything passes: the mark says observe, the word what it would have been. */
export function markOf(p: Passage): MarkKind {
  if (p.mode === 'observe') return 'observe'
  // The verdict stays what the rules said; what the guard decided stands in `hold`.
  if (p.hold === 'admitted' || (p.resolved_by && p.verdict === 'admit')) return 'manual'
  if (p.hold === 'refused') return 'refuse'
  return p.verdict
}

export function markText(p: Passage): string {
  const kind = markOf(p)
  if (kind === 'observe') return `${t('verdict.observe')} ${t(`verdict.${p.verdict}`)}`
  return kind === 'manual' ? t('domain.manualShort') : t(`verdict.${kind}`)
}

export function outcomeText(p: Passage): string {
  const key = p.outcome === 'crossed' ? `outcome.crossed_${p.direction}` : `outcome.${p.outcome}`
  return p.outcome_assumed ? t('outcomeAssumed', { outcome: t(key) }) : t(key)
}

/** The reason that decided: of the verdict's own weight before a mere reminder. */
export function mainReason(reasons: readonly Reason[]): Reason | null {
  const weight = { refuse: 0, hold: 1, remind: 2 }
  return [...reasons].sort((a, b) => weight[a.outcome] - weight[b.outcome])[0] ?? null
}

/** One line in plain words. */
export function reasonLine(p: Passage, lang: Lang): string {
  if (p.resolved_reason) return t('domain.byGuard', { reason: p.resolved_reason })
  const main = mainReason(p.reasons)
  // Without its exemption the vehicle would not have passed.
  const lifted = p.verdict === 'admit' ? p.exempted?.[0] : undefined
  if (lifted) return t('domain.lifted', { text: words(lifted.text, lang) })
  if (main && (p.verdict !== 'admit' || main.outcome === 'remind')) return words(main.text, lang)
  return p.direction === 'out' ? t('domain.outPlain') : t('domain.inPlain')
}

const CLASSES: [RegExp, string][] = [
  [/^Q/, 'tractor'], [/^H1/, 'heavy_truck'], [/^H2/, 'medium_truck'], [/^H3/, 'light_truck'], [/^H4/, 'mini_truck'],
  [/^K[12]/, 'bus'], [/^K/, 'car'], [/^[BG]/, 'trailer'],
]

/** 重型载货, from a code of GA 24.4; null when unknown. */
export function className(code: string | null | undefined): string | null {
  if (!code) return null
  const hit = CLASSES.find(([pattern]) => pattern.test(code))
  return hit ? t(`vehicleClass.${hit[1]}`) : null
}

export function fuelName(letter: string | null | undefined): string | null {
  if (!letter) return null
  const key = `fuel.${letter[0]}`
  const text = t(key)
  return text === key ? null : text
}

/** The ledger's own words for sources of a stage are translated; what a person wrote stays. */
export function stageSourceName(source: string | null | undefined): string {
  if (!source || !/^[a-z_]+$/.test(source)) return source ?? ''
  const name = t(`stageSource.${source}`)
  return name.startsWith('stageSource.') ? source : name
}

/** 国六 重型载货; what is unknown is said, not left out. */
export function vehicleLine(stage: Passage['stage'] | null | undefined, code: string | null | undefined, lang: Lang): string {
  const s = stageRange(stage, lang)
  const c = className(code)
  const stageWords = s === stageRange(null, lang) ? t('domain.stageUnknown') : s
  return c ? `${stageWords} ${c}` : stageWords
}

/** The picture to show first: the scene, else whatever there is. */
export function scenePhoto(p: Passage) {
  const shown = p.photos.filter((x) => x.url && !x.missing && x.decodable !== false)
  return shown.find((x) => /scene|full|overview|global/i.test(x.kind)) ?? shown.find((x) => !/plate/i.test(x.kind)) ?? null
}
export function platePhoto(p: Passage) {
  return p.photos.find((x) => /plate/i.test(x.kind) && x.url && !x.missing && x.decodable !== false) ?? null
}
