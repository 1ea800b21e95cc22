// Official time in China is Beijing time everywhere, whatever zone the screen's computer is set to.

const OFFSET_MS = 8 * 3600 * 1000
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']
const two = (n: number) => String(n).padStart(2, '0')
const shifted = (ms: number) => new Date(ms + OFFSET_MS)

/** 14:31:52 */
export function clockTime(ms: number): string {
  const d = shifted(ms)
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`
}

/** 2026年12月14日 星期一 */
export function longDate(ms: number): string {
  const d = shifted(ms)
  return `${d.getUTCFullYear()}年${d.getUTCMonth() + 1}月${d.getUTCDate()}日 星期${WEEKDAYS[d.getUTCDay()]}`
}

/** 12秒, 3分12秒, 1小时05分 */
export function spokenDuration(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  if (s < 60) return `${s}秒`
  if (s < 3600) return `${Math.floor(s / 60)}分${two(s % 60)}秒`
  return `${Math.floor(s / 3600)}小时${two(Math.floor(s / 60) % 60)}分`
}
