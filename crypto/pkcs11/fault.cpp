#include <fmt/format.h>

#include "crypto/pkcs11/module.h"

namespace keyward::crypto {
namespace {

struct Reason {
  CK_RV value;
  std::string_view name;
  ErrorCode code;
};

constexpr Reason kReasons[] = {
    {CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT: the PIN is wrong", ErrorCode::kBadSecret},
    {CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE: the PIN is wrong", ErrorCode::kBadSecret},
    {CKR_PIN_INVALID, "CKR_PIN_INVALID: the PIN is wrong", ErrorCode::kBadSecret},
    {CKR_PIN_LOCKED, "CKR_PIN_LOCKED: too many wrong PINs", ErrorCode::kBadSecret},
    {CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED", ErrorCode::kBadSecret},
    {CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID", ErrorCode::kUnsupported},
    {CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID", ErrorCode::kUnsupported},
    {CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED", ErrorCode::kUnsupported},
    {CKR_KEY_TYPE_INCONSISTENT, "CKR_KEY_TYPE_INCONSISTENT", ErrorCode::kUnsupported},
    {CKR_SLOT_ID_INVALID, "CKR_SLOT_ID_INVALID: there is no such slot", ErrorCode::kNotFound},
    {CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT", ErrorCode::kNotFound},
    {CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED", ErrorCode::kNotFound},
    {CKR_TOKEN_WRITE_PROTECTED, "CKR_TOKEN_WRITE_PROTECTED", ErrorCode::kReadOnly},
    {CKR_DEVICE_MEMORY, "CKR_DEVICE_MEMORY", ErrorCode::kNoSpace},
    {CKR_HOST_MEMORY, "CKR_HOST_MEMORY", ErrorCode::kNoSpace},
    {CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR", ErrorCode::kFault},
    {CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED", ErrorCode::kFault},
    {CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR", ErrorCode::kFault},
    {CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID", ErrorCode::kFault},
};

}  // namespace

tl::unexpected<Error> Pkcs11Fault(std::string_view doing, CK_RV reason) {
  for (const Reason& known : kReasons) {
    if (known.value == reason) {
      return Fail(known.code, fmt::format("the PKCS#11 token failed at {}: {}", doing, known.name));
    }
  }
  return Fail(ErrorCode::kFault,
              fmt::format("the PKCS#11 token failed at {}: CKR 0x{:08X}", doing, reason));
}

}  // namespace keyward::crypto
