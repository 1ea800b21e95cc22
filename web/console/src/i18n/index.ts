// Chinese first, English beside it. A page brings its own words: addWords('desk', {zh, en}).
import { createI18n } from 'vue-i18n'
import { computed } from 'vue'
import en from './en'
import zh from './zh'
import type { Lang } from '../format'

const LANG_KEY = 'cg.lang'
type Tree = { [key: string]: string | string[] | Tree }

function firstLang(): Lang {
  const asked = localStorage.getItem(LANG_KEY)
  if (asked === 'zh' || asked === 'en') return asked
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

export const i18n = createI18n({
  legacy: false,
  locale: firstLang(),
  fallbackLocale: 'zh',
  messages: { zh: zh as Tree, en: en as Tree },
})

export const lang = computed<Lang>(() => i18n.global.locale.value as Lang)

export function setLang(to: Lang): void {
  i18n.global.locale.value = to
  localStorage.setItem(LANG_KEY, to)
  document.documentElement.lang = to === 'zh' ? 'zh-CN' : 'en'
}

/** Adds the words of a page under its name; call it at the top of the page's module. */
export function addWords(name: string, words: { zh: Tree; en: Tree }): void {
  i18n.global.mergeLocaleMessage('zh', { [name]: words.zh })
  i18n.global.mergeLocaleMessage('en', { [name]: words.en })
}

export const t = i18n.global.t as (key: string, values?: Record<string, unknown> | number) => string

/** The words under that key, or what stands in for a code that we have no words for. */
export const said = (key: string, otherwise: string): string => (i18n.global.te(key) ? t(key) : otherwise)

document.documentElement.lang = firstLang() === 'zh' ? 'zh-CN' : 'en'
