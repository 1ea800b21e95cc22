#pragma once
// Errors as values: what can happen is a Result, what must not is an exception.
// Any thread. Never holds third-party types.

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace cleangate {

/// What the caller can do about it; each maps to one HTTP status.
enum class ErrorCode : std::uint8_t {
  invalid,      ///< the input is wrong: 422
  not_found,    ///< no such thing: 404
  conflict,     ///< already there, already resolved: 409
  denied,       ///< not allowed: 403
  unavailable,  ///< try again later: 503
  full,         ///< no room left: 507
  corrupt,      ///< stored data is damaged: 500
  timeout,      ///< the other side did not answer in time: 504
  too_large,    ///< a limit of base/limits.h: 413
  internal,     ///< our fault: 500
};

struct Error {
  ErrorCode code;
  std::string message;  ///< what happened and what to do, English, no secrets
};

/// std::expected that must not be ignored. Build errors with fail().
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
 public:
  using std::expected<T, Error>::expected;
};

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message) {
  return std::unexpected<Error>(Error{code, std::move(message)});
}

/// "context: message", the code unchanged.
[[nodiscard]] inline Error with_context(Error error, std::string_view context) {
  error.message.insert(0, std::string(context) + ": ");
  return error;
}

}  // namespace cleangate

/// `auto x = TRY(f());` : the value, or return f's error from here. Works for Result<void> too.
#define TRY(expression)                                                     \
  __extension__({                                                           \
    auto try_result = (expression);                                         \
    if (!try_result) return std::unexpected(std::move(try_result).error()); \
    *std::move(try_result);                                                 \
  })
