#pragma once
// A use case's refusal as a response. Pure, any thread.

#include "http/request.h"
#include "service/refusal.h"

namespace cleangate::http {

/// 401 for a wrong login, 429 with Retry-After when it is too early, else the error's status;
/// `errors: [{field, message: {zh, en}}]` for a form.
[[nodiscard]] Response refusal_response(const service::Refusal& refusal);

}  // namespace cleangate::http
