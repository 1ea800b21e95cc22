// A stage as the rehearsal tells it, in Chinese: its order, and its name in the reader's language.
import { stageName, type Lang } from '../../format'

const CODES: [RegExp, string][] = [
  [/^国[零0]/, '0'], [/^国一/, '1'], [/^国二/, '2'], [/^国三/, '3'], [/^国四/, '4'], [/^国五/, '5'], [/^国六a/, '6a'], [/^国六b/, '6b'], [/^国六/, '6'],
  [/^(电动|纯电动|电)/, 'D'],
]
const codeOf = (zh: string) => CODES.find(([p]) => p.test(zh.trim()))?.[1] ?? null

export function stageOrder(zh: string): number {
  const code = codeOf(zh)
  if (code === null) return 100
  return code === 'D' ? 90 : Number(code[0]) * 10 + (code[1] === 'b' ? 2 : code[1] === 'a' ? 1 : 0) + (zh.includes('至') ? 5 : 0)
}
export function stageWords(zh: string, lang: Lang): string {
  if (lang === 'zh') return zh
  const [a = '', b] = zh.split('至')
  const name = stageName(codeOf(a), lang)
  return b ? `${name} to ${stageName(codeOf(b), lang).replace('China ', '')}` : name
}
