// The queue in the order in which it has to be worked.
import type { StageWork } from '../../api/types'

/** By deadline, earliest first. */
export const byDeadline = (items: readonly StageWork[]): StageWork[] => [...items].sort((a, b) => Date.parse(a.deadline) - Date.parse(b.deadline))

/** Positive: so long over; by the server's clock that ticks here, so a row turns without being read again. */
export const lateBy = (w: Pick<StageWork, 'deadline'>, now: number): number => now - Date.parse(w.deadline)
