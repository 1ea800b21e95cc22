// Where the official sentences break, so that a line says one thing.

/** 廊坊市安次区 / XX木业有限公司 */
export function splitName(name: string, district: string): string[] {
  const at = district ? name.indexOf(district) : -1
  const cut = at < 0 ? 0 : at + district.length
  return cut > 0 && cut < name.length ? [name.slice(0, cut), name.slice(cut)] : [name]
}

/** 当前重污染天气橙色预警， / 执行Ⅱ级应急响应措施 */
export function splitWarning(text: string): string[] {
  const cut = text.indexOf('，') + 1
  return cut > 0 && cut < text.length ? [text.slice(0, cut), text.slice(cut)] : [text]
}

/** The wide wall sets the level itself apart: 当前重污染天气 / 橙色预警， / 执行… */
export function splitWarningWide(text: string): string[] | null {
  const m = /^(.+?)([黄橙红]色预警，?)(.+)$/.exec(text)
  return m ? [m[1] as string, m[2] as string, m[3] as string] : null
}

/** Title quotes are half width: each is its own piece. */
export function splitQuotes(text: string): { text: string; quote: boolean }[] {
  return text.split(/([“”‘’])/).filter(Boolean).map((t) => ({ text: t, quote: /[“”‘’]/.test(t) }))
}
