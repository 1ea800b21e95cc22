#pragma once
// Why an account's use case said no: more than an Error, because a form wants to know which field
// and a locked-out person how long. Pure, any thread.

#include <chrono>
#include <expected>
#include <functional>
#include <optional>
#include <vector>

#include "base/result.h"
#include "service/account_rules.h"

namespace cleangate::service {

/// `fields` for a form; `retry_after` when it is too early; `wrong_login`: name or password,
/// nobody learns which.
struct Refusal {
  Error error;
  std::vector<FieldFault> fields = {};
  std::optional<std::chrono::seconds> retry_after = {};
  bool wrong_login = false;
};
template <class T>
using Answer = std::move_only_function<void(std::expected<T, Refusal>)>;

[[nodiscard]] inline std::unexpected<Refusal> refuse(Error error) {
  return std::unexpected(Refusal{std::move(error)});
}
[[nodiscard]] inline std::unexpected<Refusal> refuse(ErrorCode code, std::string message) {
  return refuse(Error{code, std::move(message)});
}
/// At least one.
[[nodiscard]] inline std::unexpected<Refusal> refuse(std::vector<FieldFault> faults,
                                                     ErrorCode code = ErrorCode::invalid) {
  std::string first = faults.front().field + ": " + faults.front().en;
  return std::unexpected(Refusal{Error{code, std::move(first)}, std::move(faults)});
}

}  // namespace cleangate::service
