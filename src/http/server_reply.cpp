#include "http/server_reply.h"

#include <fmt/format.h>

#include <iterator>

#include "base/text.h"

namespace cleangate::http {
namespace {

/// RFC 9110 section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(WallTime now) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(now - day));
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday(day).c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
      time.seconds().count());
}

bool is_ours(std::string_view name) {
  for (const std::string_view own : {"Connection", "Content-Length", "Date", "Transfer-Encoding"}) {
    if (equals_ignoring_case(name, own)) return true;
  }
  return false;
}

void append_safe(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back((byte < 0x20 && c != '\t') || byte == 0x7f ? ' ' : c);
  }
}

}  // namespace

bool may_carry_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

std::string reply_head(const Response& response, const ReplyOptions& options, WallTime now) {
  std::string out;
  out.reserve(512);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 reason_phrase(response.status), http_date(now));
  for (const auto& [name, value] : response.headers.all()) {
    if (is_ours(name)) continue;
    append_safe(out, name);
    out += ": ";
    append_safe(out, value);
    out += "\r\n";
  }
  if (may_carry_body(response.status)) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.content().size());
  }
  if (!options.keep_alive) {
    out += "Connection: close\r\n";
  } else if (options.http_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
  return out;
}

}  // namespace cleangate::http
