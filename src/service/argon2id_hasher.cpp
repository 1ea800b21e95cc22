#include "service/argon2id_hasher.h"

#include "base/hash.h"

namespace cleangate::service {

std::string Argon2idHasher::hash(std::string_view password) {
  return hash_password(password, random_);
}

bool Argon2idHasher::verify(std::string_view phc, std::string_view password) {
  return verify_password(phc, password);
}

std::string_view nobodys_password() {
  // A salt and a tag of zeros: no password is known for it. A test holds m, t and p against base's.
  return "$argon2id$v=19$m=65536,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
}

}  // namespace cleangate::service
