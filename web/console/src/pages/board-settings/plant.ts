// The plant's facts as a flat form, and back to the shape of the API.
import type { Plant } from '../../api/types'
import type { Values } from '../../form/types'

export const GRADES = ['A+', 'A', 'B', 'B-', 'C', 'D', '引领性', '非引领性', '未评级'] as const
const BOARD = ['district', 'legal_person', 'legal_phone', 'responsible_person', 'responsible_phone', 'industry_name', 'remark'] as const

const text = (v: unknown) => String(v ?? '').trim()

export function plantValues(plant: Plant | null): Values {
  const board = (plant?.board ?? {}) as Record<string, unknown>
  return {
    name: plant?.name ?? '', region: plant?.region ?? '', grade: plant?.grade ?? '未评级', industry: plant?.industry ?? '',
    ...Object.fromEntries(BOARD.map((k) => [k, text(board[k])])),
  }
}

/** Members of the board that the form does not know (texts, timing) are kept. */
export function plantBody(v: Values, plant: Plant | null, more: Record<string, unknown> = {}): Plant {
  return {
    name: text(v.name), region: text(v.region), grade: text(v.grade) as Plant['grade'], industry: text(v.industry),
    board: { ...plant?.board, ...Object.fromEntries(BOARD.filter((k) => k in v).map((k) => [k, text(v[k])])), ...more },
  } as Plant
}

/** The industry as a wall shows it: the rules' own code (generic) is no word; a plant's own text is. */
export function industryWords(name: string, industry: string): string {
  return name || (/^[a-z0-9-]*$/.test(industry) ? '' : industry)
}
