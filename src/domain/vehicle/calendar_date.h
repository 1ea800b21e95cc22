#pragma once
// A day of the calendar, as it stands on a driving licence: no time, no zone. Pure.

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace cleangate::vehicle {

using Date = std::chrono::sys_days;

/// "2021-07-01" exactly. Errors: invalid (another form, 30 February).
[[nodiscard]] Result<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_text(Date date);
/// The day at the plant (+08:00).
[[nodiscard]] Date local_date(WallTime at);
/// Months may be negative. The day is cut to the length of the month: 31 August − 6 = 28 February.
[[nodiscard]] Date plus_months(Date date, int months);

}  // namespace cleangate::vehicle
