#pragma once
// The real PasswordHasher: base's Argon2id. One thread at a time.

#include "base/random.h"
#include "service/ports/password_hasher.h"

namespace cleangate::service {

class Argon2idHasher final : public PasswordHasher {
 public:
  explicit Argon2idHasher(Random& random) : random_(random) {}
  [[nodiscard]] std::string hash(std::string_view password) override;
  [[nodiscard]] bool verify(std::string_view phc, std::string_view password) override;

 private:
  Random& random_;
};

/// Of no password, with the same cost: what an unknown name is compared with.
[[nodiscard]] std::string_view nobodys_password();

}  // namespace cleangate::service
