// A user's arrangement laid over the columns of the page; columns that came later stand at their place.
import type { Arrangement, Column } from './types'

export function ordered<T>(columns: readonly Column<T>[], order: readonly string[] | undefined): Column<T>[] {
  if (!order?.length) return [...columns]
  const known = order.map((k) => columns.find((c) => c.key === k)).filter((c) => c !== undefined)
  columns.forEach((c, i) => {
    if (!known.includes(c)) known.splice(Math.min(i, known.length), 0, c)
  })
  return known
}

export function isHidden<T>(c: Column<T>, a: Arrangement): boolean {
  return a.hidden?.includes(c.key) ?? c.hidden ?? false
}

export const widthOf = <T>(c: Column<T>, a: Arrangement): number => Math.max(c.min ?? 56, a.widths?.[c.key] ?? c.width)

export function template<T>(columns: readonly Column<T>[], a: Arrangement): string {
  return columns.map((c) => (c.grow && a.widths?.[c.key] === undefined ? `minmax(${widthOf(c, a)}px,1fr)` : `${widthOf(c, a)}px`)).join(' ')
}

export const leastWidth = <T>(columns: readonly Column<T>[], a: Arrangement): number => columns.reduce((sum, c) => sum + widthOf(c, a), 0)

export function moved(order: readonly string[], key: string, by: number): string[] {
  const from = order.indexOf(key)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return [...order]
  const out = [...order]
  out.splice(from, 1)
  out.splice(to, 0, key)
  return out
}
