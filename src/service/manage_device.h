#pragma once
// A device after it was made: its settings change, its secret changes, it goes (设备).

#include "service/plant.h"

namespace cleangate::service {

/// Members that are named replace the old ones; username and password too (write-only). → device.
void change_device(Plant& plant, const std::string& id, const Json& body, const Actor& actor,
                   Reply reply);
/// A new secret; the old one ends at once. → {secret,push_path}, once. The log says that and by
/// whom, never the secret.
void rotate_device_secret(Plant& plant, const std::string& id, const Actor& actor, Reply reply);
/// The log keeps what it said; its secret ends at once.
void remove_device(Plant& plant, const std::string& id, const Actor& actor, Reply reply);

}  // namespace cleangate::service
