#pragma once
// The program's own log: JSON lines, one event a line. Thread-safe. Never carries secrets,
// plates in clear text only where an operator needs them, never request bodies.
// shared: what is in flight (a task, a reply, a committed entry) outlives whoever started it.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace cleangate {

enum class LogLevel { debug, info, warning, error };
using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

void log_event(LogLevel level, std::string_view event, LogFields fields = {});
/// To a file (rotating, 10 × 10 MB) instead of standard error. Empty path = standard error.
/// Throws std::runtime_error when the file cannot be opened.
void log_to(const std::string& path);
void log_threshold(LogLevel level);

}  // namespace cleangate
