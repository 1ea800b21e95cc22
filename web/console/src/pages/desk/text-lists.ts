// Lists of reasons in the reader's language.
import { lang } from '../../i18n'
import text from './words'

export const words = (list: 'lift' | 'mode'): string[] => text[lang.value].desk_reasons[list]
