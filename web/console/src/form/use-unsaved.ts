// Asks before what was typed is left behind, by a link as by closing the window.
import { onBeforeUnmount } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

export function useUnsaved(dirty: () => boolean, question: () => string): void {
  onBeforeRouteLeave(() => !dirty() || window.confirm(question()))
  const stay = (e: BeforeUnloadEvent) => { if (dirty()) e.preventDefault() }
  addEventListener('beforeunload', stay)
  onBeforeUnmount(() => removeEventListener('beforeunload', stay))
}
