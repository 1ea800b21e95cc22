// What a rule pack says, in the shapes that the pages show. Pure but for the language in use.
import type { RuleChange, RulePack, RuleParameter } from '../../api/types'
import { count, fullMoment, isoDay, stageRange, words, type Lang } from '../../format'
import { said, t } from '../../i18n'

export const versionKey = (p: { id: string; version: string }) => `${p.id}/${p.version}`
export const titleOf = (p: Pick<RulePack, 'id' | 'title'>, lang: Lang) => words(p.title, lang) || p.id
export const industryName = (code: string | undefined) => (code ? said(`rules.industry.${code === '*' ? 'any' : code}`, code) : '')

/** 全国, 河北, 河北131000: GB/T 2260 by its province. */
export function regionName(code: string | undefined): string {
  if (!code) return ''
  if (/^0+$/.test(code)) return t('rules.everywhere')
  const province = said(`rules.province.${code.slice(0, 2)}`, '')
  return /0000$/.test(code) && province ? province : `${province}${code}`
}

/** 2020-07-01 起, 2018-01-01 至 2023-12-31: the last day is told, not the first without. */
export function validity(p: Pick<RulePack, 'valid_from' | 'valid_to'>): string {
  if (!p.valid_from) return ''
  const from = isoDay(Date.parse(p.valid_from))
  return p.valid_to ? t('rules.fromTo', { from, to: isoDay(Date.parse(p.valid_to) - 1) }) : t('rules.fromOn', { from })
}

/** 11月4日 14:32, 2027-04-01 00:00: rules change on the minute. */
export const minute = (time: string, now: number, lang: Lang) => fullMoment(Date.parse(time), now, lang).replace(/:\d\d$/, '')

const KINDS = ['base', 'overlay', 'thresholds', 'template']
/** In force first, then by kind; of one pack the newest version first. */
export function inOrder(packs: readonly RulePack[]): RulePack[] {
  const rank = (p: RulePack) => (p.active ? 0 : 10) + KINDS.indexOf(p.kind ?? 'template')
  return [...packs].sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id) || b.version.localeCompare(a.version, undefined, { numeric: true }))
}

/** A text template in pieces; a place holder is shown by its name, for nobody reads {stage}. */
export function pieces(text: string): { text: string; hole: boolean }[] {
  return text.split(/(\{\w+\})/).filter(Boolean).map((part) => {
    const hole = /^\{(\w+)\}$/.exec(part)
    return hole ? { text: said(`rules.hole.${hole[1]}`, hole[1]!), hole: true } : { text: part, hole: false }
  })
}

/** The same as one text: 〔排放阶段〕〔车型〕，本厂B级至少要求国四. */
const filled = (text: string) => pieces(text).map((p) => (p.hole ? `〔${p.text}〕` : p.text)).join('')

export function parameterText(p: Pick<RuleParameter, 'type' | 'of'>, value: string, lang: Lang): string {
  if (p.type === 'stage') return stageRange({ min: value.split('..')[0] ?? null, max: value.split('..').at(-1) ?? null }, lang)
  if (p.type === 'number') return count(Number(value))
  if (p.type === 'yes or no') return said(`why.truth.${value}`, value)
  if (p.of === 'level') return said(`level.${value}`, value)
  return value
}

/** Two texts as what they share before, what differs, what they share behind. */
export function between(before: string, after: string): { head: string; old: string; fresh: string; tail: string } {
  const a = Array.from(before)
  const b = Array.from(after)
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  return {
    head: a.slice(0, head).join(''), old: a.slice(head, a.length - tail).join(''),
    fresh: b.slice(head, b.length - tail).join(''), tail: a.slice(a.length - tail).join(''),
  }
}

function memberText(name: string, value: unknown, lang: Lang): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value)) {
    const items = value.map((each) => memberText(name, each, lang)).filter(Boolean)
    return items.join(name === 'exemptions' || name === 'values' ? '\n' : '、')
  }
  if (typeof value === 'object') {
    const o = value as Record<string, unknown>
    if ('zh' in o) return filled(words(o as { zh: string; en: string }, lang))
    if ('value' in o) return `${o.from ? `${isoDay(Date.parse(String(o.from)))} ` : ''}${String(o.value)}`
    return [memberText('text', o.text, lang), String(o.when ?? ''), String(o.evidence ?? '')].filter(Boolean).join('，')
  }
  if (name === 'outcome' || name === 'on_unknown') return said(`rule.outcome.${String(value)}`, String(value))
  if (name === 'evidence') return said(`rule.mark.${String(value)}`, String(value))
  if (name === 'group') return said(`rule.group.${String(value)}`, String(value))
  if (name === 'valid_from' || name === 'valid_to') return isoDay(Date.parse(String(value)))
  return String(value)
}

export interface ChangedMember { name: string; before: string; after: string }
/** What a change means for a reader, member by member; of something new or gone all that it says. */
export function membersOf(change: RuleChange, lang: Lang): ChangedMember[] {
  const before = (change.before ?? {}) as Record<string, unknown>
  const after = (change.after ?? {}) as Record<string, unknown>
  const shown = change.change === 'changed' ? change.members : Object.keys({ ...before, ...after }).filter((k) => k !== 'id')
  return shown
    .map((name) => ({ name: said(`rules.member.${name}`, name), before: memberText(name, before[name], lang), after: memberText(name, after[name], lang) }))
    .filter((m) => m.before !== m.after)
}

/** The same text under the next version number: a draft to work on. */
export function draftOf(toml: string, taken: readonly string[]): string {
  const numbers = taken.map((v) => Number.parseInt(v, 10)).filter((n) => Number.isFinite(n))
  const next = String(Math.max(0, ...numbers) + 1)
  return toml.replace(/^(version\s*=\s*)"[^"]*"/m, `$1"${next}"`)
}
