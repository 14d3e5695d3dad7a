// Choices that belong to this browser rather than to the account: how it looks.
export type Theme = 'system' | 'light' | 'dark'

const themeKey = 'kith.theme'

function stored(): Theme {
  const value = localStorage.getItem(themeKey)
  return value === 'light' || value === 'dark' ? value : 'system'
}

let theme = $state<Theme>(stored())

function show(): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
show()

export const look = {
  get theme(): Theme {
    return theme
  },
  set theme(value: Theme) {
    theme = value
    if (value === 'system') localStorage.removeItem(themeKey)
    else localStorage.setItem(themeKey, value)
    show()
  },
}
