// A native dialog lies above everything else of the page: what unfolds in one has to be drawn inside it.
import { inject, type InjectionKey } from 'vue'

export const IN_DIALOG: InjectionKey<boolean> = Symbol('in a dialog')
/** For Element's own lists and calendars; `fixed`, so that the dialog's edge does not cut them off. */
export function unfolding(): { teleported: boolean; popperOptions: { strategy?: 'fixed' } } {
  return inject(IN_DIALOG, false) ? { teleported: false, popperOptions: { strategy: 'fixed' } } : { teleported: true, popperOptions: {} }
}
