// What a form is made of.
export type Values = Record<string, unknown>
export type FieldType = 'text' | 'password' | 'number' | 'textarea' | 'select' | 'radio' | 'switch' | 'date' | 'datetime' | 'plate' | 'slot'

export interface Option { value: string | number | boolean | null; label: string; help?: string; disabled?: boolean }

export interface FormField {
  key: string
  label: string
  /** `slot`: drawn by the caller in `#field-KEY="{ value, set, id }"`. */
  type: FieldType
  required?: boolean
  options?: Option[]
  help?: string
  placeholder?: string
  /** Width in the form's grid; a form has `columns` of them. */
  span?: number
  max?: number
  min?: number
  unit?: string
  autocomplete?: string
  disabled?: boolean
  mono?: boolean
  /** A fault in words, or null. Asked when the field is left and before sending. */
  check?: (value: unknown, all: Values) => string | null
  /** Left out of the form while false. */
  when?: (all: Values) => boolean
}
