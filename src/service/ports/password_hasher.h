#pragma once
// Passwords to Argon2id and back, as a port: tests give a cheap one. Takes about 50 ms and 64 MiB:
// never on the plant's executor, an I/O thread or the query pool.

#include <string>
#include <string_view>

namespace cleangate::service {

class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;
  [[nodiscard]] virtual std::string hash(std::string_view password) = 0;
  [[nodiscard]] virtual bool verify(std::string_view phc, std::string_view password) = 0;
};

}  // namespace cleangate::service
