// How numbers, times and names are written. Beijing time whatever zone the computer is set to.
import { clockTime } from '@cleangate/shared/beijing'

export { clockTime }
export type Lang = 'zh' | 'en'

const OFFSET_MS = 8 * 3600 * 1000
const two = (n: number) => String(n).padStart(2, '0')
const shifted = (ms: number) => new Date(ms + OFFSET_MS)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** 2026-12-14 */
export function isoDay(ms: number): string {
  return shifted(ms).toISOString().slice(0, 10)
}

/** 2026-12-14T14:28:03+08:00, as the server writes it. */
export function rfc3339(ms: number): string {
  return `${shifted(ms).toISOString().slice(0, 19)}+08:00`
}

/** A Date whose local clock shows Beijing's, for pickers that know no zones; and back. */
export function toPicker(ms: number): Date {
  const d = shifted(ms)
  return new Date(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds())
}
export function fromPicker(d: Date): number {
  return Date.UTC(d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds()) - OFFSET_MS
}

/** 00:00 of the Beijing day that holds `ms`. */
export function dayStart(ms: number): number {
  return Math.floor((ms + OFFSET_MS) / 86_400_000) * 86_400_000 - OFFSET_MS
}

/** 12月14日, another year 2026-12-14. */
export function dayName(ms: number, now: number, lang: Lang = 'zh'): string {
  const d = shifted(ms)
  if (d.getUTCFullYear() !== shifted(now).getUTCFullYear()) return isoDay(ms)
  return lang === 'zh'
    ? `${d.getUTCMonth() + 1}月${d.getUTCDate()}日`
    : `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}`
}

/** 12月14日 星期一 */
export function dayWithWeekday(ms: number, lang: Lang = 'zh'): string {
  const w = shifted(ms).getUTCDay()
  return lang === 'zh' ? `${dayName(ms, ms)} 星期${WEEKDAYS[w]}` : `${DAYS[w]} ${dayName(ms, ms, lang)}`
}

/** 14:28:03 today, else 12月14日 14:28:03. */
export function moment(ms: number, now: number, lang: Lang = 'zh'): string {
  return isoDay(ms) === isoDay(now) ? clockTime(ms) : `${dayName(ms, now, lang)} ${clockTime(ms)}`
}

/** 12月14日 14:28:03, always with the day. */
export function fullMoment(ms: number, now: number, lang: Lang = 'zh'): string {
  return `${dayName(ms, now, lang)} ${clockTime(ms)}`
}

/** 14:28:03.214 */
export function clockMs(ms: number): string {
  return `${clockTime(ms)}.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}`
}

/** 00:42; from an hour 1小时12分. For what runs. */
export function runningTime(ms: number, lang: Lang = 'zh'): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  if (s < 3600) return `${two(Math.floor(s / 60))}:${two(s % 60)}`
  return hours(s, lang)
}

function hours(s: number, lang: Lang): string {
  const h = Math.floor(s / 3600)
  const m = Math.floor(s / 60) % 60
  return lang === 'zh' ? `${h}小时${m}分` : `${h} h ${m} min`
}

/** 47秒, 3分12秒, 1小时12分, 12天. For a sentence. */
export function spoken(ms: number, lang: Lang = 'zh'): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const zh = lang === 'zh'
  if (s < 60) return zh ? `${s}秒` : `${s} s`
  if (s < 3600) {
    const m = Math.floor(s / 60)
    if (s % 60 === 0 || m >= 10) return zh ? `${m}分钟` : `${m} min`
    return zh ? `${m}分${s % 60}秒` : `${m} min ${s % 60} s`
  }
  if (s < 48 * 3600) return hours(s, lang)
  const days = Math.floor(s / 86400)
  return zh ? `${days}天` : `${days} days`
}

/** 128,417 */
export function count(n: number): string {
  return Math.round(n).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** 95.6% */
export function share(part: number, whole: number): string {
  return whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '0.0%'
}

/** 0.82 TB, 14.2 GB, 320 MB */
export function bytes(n: number): string {
  if (n >= 1e11) return `${(n / 1e12).toFixed(n >= 1e13 ? 1 : 2)} TB`
  if (n >= 1e9) return `${(n / 1e9).toFixed(1)} GB`
  if (n >= 1e6) return `${Math.round(n / 1e6)} MB`
  return `${Math.max(1, Math.round(n / 1e3))} kB`
}

const STAGE_ZH = ['国0', '国一', '国二', '国三', '国四', '国五', '国六']

/** 国四, 国六a, 电动, 未知. */
export function stageName(stage: string | null | undefined, lang: Lang = 'zh'): string {
  if (stage === 'D') return lang === 'zh' ? '电动' : 'Electric'
  const n = Number(stage?.[0])
  if (!stage || stage === 'X' || Number.isNaN(n)) return lang === 'zh' ? '未知' : 'Unknown'
  const tail = stage.slice(1)
  return lang === 'zh' ? `${STAGE_ZH[n]}${tail}` : `China ${n}${tail}`
}

/** One stage, or 国四至国五 where documents have not settled it. */
export function stageRange(
  s: { min?: string | null; max?: string | null } | null | undefined, lang: Lang = 'zh',
): string {
  if (!s || (!s.min && !s.max)) return stageName(null, lang)
  if (s.min === s.max || !s.max || !s.min) return stageName(s.min ?? s.max, lang)
  if (s.min === '6a' && s.max === '6b') return stageName('6', lang)
  if (s.min === '0' && s.max === '6b') return stageName(null, lang)
  return lang === 'zh'
    ? `${stageName(s.min)}至${stageName(s.max)}`
    : `${stageName(s.min, lang)} to ${stageName(s.max, lang).replace('China ', '')}`
}

/** 津A·12345: the dot after the second character, as on the metal. For running text use PlateBadge. */
export function plateText(plate: string): string {
  const chars = Array.from(plate)
  const after = chars[0] === '使' ? 4 : plate.startsWith('民航') ? 3 : 2
  return `${chars.slice(0, after).join('')}·${chars.slice(after).join('')}`
}

/** The text of the reader's language out of {zh, en}. */
export function words(w: { zh: string; en: string } | null | undefined, lang: Lang): string {
  return w ? w[lang] || w.zh : ''
}

/** Who did something, for people: entries name a script's token by label and id, of which the label is enough. */
export const whoName = (actor: string | null | undefined): string => (actor ?? '').replace(/ \(token .*\)$/, '')
