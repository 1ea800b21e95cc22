// Verdict marks: outlines of road signs, readable without colour. View box 420 × 420.
import type { Verdict } from './board'

export interface MarkShape {
  /** Filled in the ink of the field. */
  outline: string
  /** Cut out: filled in the colour of the field. */
  cut: string
  /** Cut out as a stroke, or none. */
  stroke: string
}

export const MARK_BOX = 420
export const MARK_STROKE = 46

export const MARKS: Record<Verdict, MarkShape> = {
  admit: {
    outline: 'M210 17a193 193 0 1 1 0 386a193 193 0 1 1 0-386z',
    cut: '',
    stroke: 'M99 201L181 283L323 131',
  },
  refuse: {
    outline: 'M133 21H287L399 133V287L287 399H133L21 287V133z',
    cut: 'M95 175H325V245H95z',
    stroke: '',
  },
  hold: {
    outline: 'M196 25Q210 6 224 25L416 377Q424 398 402 398H18Q-4 398 4 377z',
    cut: 'M186 147H234V258H186zM210 289a30 30 0 1 1 0 60a30 30 0 1 1 0-60z',
    stroke: '',
  },
}
