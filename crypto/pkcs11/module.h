// Pkcs11Module: a PKCS#11 library, loaded and initialised.
//
// Promise   one load per path and process, shared by all who ask; finalised and unloaded when the
//           last of them goes, unless someone else had initialised it.
#pragma once

#include <memory>
#include <p11-kit/pkcs11.h>
#include <string>
#include <string_view>

#include "base/result.h"

namespace keyward::crypto {

// Pkcs11Fault is the error of a call that the token refused, as in "logging in": kBadSecret for a
// PIN, kUnsupported for a mechanism, else kFault, with PKCS#11's name for the reason.
tl::unexpected<Error> Pkcs11Fault(std::string_view doing, CK_RV reason);

// Pkcs11Module: see above.
class Pkcs11Module {
 public:
  // Load fails with kNotFound without such a file, kUnsupported when it is no PKCS#11 library, and
  // as Pkcs11Fault has it.
  static Result<std::shared_ptr<const Pkcs11Module>> Load(const std::string& path);

  Pkcs11Module(const Pkcs11Module&) = delete;
  Pkcs11Module& operator=(const Pkcs11Module&) = delete;
  ~Pkcs11Module();

  // functions is the library's function list.
  const CK_FUNCTION_LIST& functions() const { return *functions_; }

 private:
  Pkcs11Module(std::string path, const CK_FUNCTION_LIST* functions)
      : path_(std::move(path)), functions_(functions) {}

  std::string path_;
  const CK_FUNCTION_LIST* functions_;
};

}  // namespace keyward::crypto
