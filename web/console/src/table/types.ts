// What a table is made of.
export interface Column<T> {
  key: string
  label: string
  /** Pixels to begin with. */
  width: number
  min?: number
  /** Takes what is left over; at least one column should. */
  grow?: boolean
  align?: 'start' | 'end'
  /** Text of the cell where there is no `#cell-KEY` slot. */
  text?: (row: T) => string
  /** Not shown until somebody chooses it. */
  hidden?: boolean
}

export interface FilterOption { value: string; label: string }
export interface Filter {
  key: string
  label: string
  /** `days` gives KEY = {from, to} as times of the API; the others a string. */
  type: 'text' | 'plate' | 'select' | 'days'
  options?: FilterOption[]
  width?: number
  /** Value to begin with, and after 清空条件. For `days` a preset. */
  start?: string
  /** Not kept for the next visit. */
  forget?: boolean
}
export interface DayRange { from?: string; to?: string }

export interface PageQuery {
  filters: Record<string, string>
  days: DayRange
  cursor: string | null
  limit: number
}
export interface PageAnswer<T> { items: T[]; next: string | null }
export type Source<T> = (query: PageQuery) => Promise<PageAnswer<T>>

/** What is saved for a user: preference `table.ID`. */
export interface Arrangement {
  order?: string[]
  hidden?: string[]
  widths?: Record<string, number>
  density?: 'comfortable' | 'compact'
  filters?: Record<string, string>
}
